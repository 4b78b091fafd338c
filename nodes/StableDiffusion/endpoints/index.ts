import { keyOf, type Endpoint, type Resource } from './endpoint';
import { generate } from './image/generate';
import { imageToImage } from './image/imageToImage';
import { inpaint } from './image/inpaint';
import { upscale } from './image/upscale';
import { systemLoad } from './system/systemLoad';

export const resources: readonly Resource[] = [
	{ value: 'image', name: 'Image', description: 'Make and change images' },
	{ value: 'system', name: 'System', description: 'State of the service' },
];

export const endpoints: readonly Endpoint[] = [
	generate,
	imageToImage,
	inpaint,
	upscale,
	systemLoad,
];

/** `resource:operation` -> endpoint. */
export const registry: ReadonlyMap<string, Endpoint> = new Map(
	endpoints.map((endpoint) => [keyOf(endpoint), endpoint]),
);
