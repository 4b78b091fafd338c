import { imageEndpoints } from './image';
import { imageEditingEndpoints } from './imageEditing';
import { accountEndpoints } from './account';
import { enterpriseServerEndpoints } from './enterpriseServer';
import { faceSwapEndpoints } from './faceSwap';
import { interiorEndpoints } from './interior';
import type { FamilyName } from '../api/families';
import { familiesOf, keyOf, type Endpoint, type Resource } from './endpoint';
import { modelEndpoints } from './model';
import { systemEndpoints } from './system';
import { threeDEndpoints } from './threeD';
import { uploadEndpoints } from './upload';
import { videoEndpoints } from './video';
import { voiceEndpoints } from './voice';

export const resources: readonly Resource[] = [
	{ value: 'account', name: 'Account', description: 'Balance, products and what was made so far' },
	{
		value: 'enterpriseServer',
		name: 'Enterprise Server',
		description: 'State and control of your own servers',
	},
	{ value: 'faceSwap', name: 'Face Swap', description: 'Put a face into images and videos' },
	{ value: 'image', name: 'Image', description: 'Make and change images' },
	{
		value: 'imageEditing',
		name: 'Image Editing',
		description: 'Backgrounds, objects, faces and clothes in finished images',
	},
	{ value: 'interior', name: 'Interior', description: 'Redesign rooms and buildings' },
	{ value: 'model', name: 'Model', description: 'Find, load and train models' },
	{ value: 'system', name: 'System', description: 'State of the service' },
	{ value: 'threeD', name: '3D Model', description: 'Make 3D models from text or images' },
	{
		value: 'upload',
		name: 'Upload and Check',
		description: 'Store files, check images and prompts, delete results',
	},
	{ value: 'video', name: 'Video', description: 'Make and change videos' },
	{ value: 'voice', name: 'Voice', description: 'Speech, music, sounds and lyrics' },
];

export const endpoints: readonly Endpoint[] = [
	...imageEndpoints,
	...imageEditingEndpoints,
	...videoEndpoints,
	...voiceEndpoints,
	...threeDEndpoints,
	...interiorEndpoints,
	...faceSwapEndpoints,
	...modelEndpoints,
	...enterpriseServerEndpoints,
	...uploadEndpoints,
	...accountEndpoints,
	...systemEndpoints,
];

/** `resource:operation` -> endpoint. */
export const registry: ReadonlyMap<string, Endpoint> = new Map(
	endpoints.map((endpoint) => [keyOf(endpoint), endpoint]),
);

const addresses = endpoints.flatMap((endpoint) =>
	familiesOf(endpoint).map((family) => ({
		family,
		// A host may not care for capitals.
		pattern: new RegExp(`^${endpoint.variants[family]?.replace(/\{\w+\}/g, '[^/]+')}$`, 'i'),
	})),
);

/** The API of the operation that lies at a path below the host; nothing where the registry has none. */
export const operationAt = (path: string): FamilyName | undefined =>
	addresses.find(({ pattern }) => pattern.test(path))?.family;
