import { endpoints } from '../../nodes/StableDiffusion/endpoints';
import { makesJob } from '../../nodes/StableDiffusion/endpoints/endpoint';
import type { OpenAddress, OpenMaking } from '../../sandbox/options';
import { endpoints as known } from '../../sandbox/service/endpoints';

const makings: Record<string, OpenMaking> = {
	Image: 'text2img',
	Mask: 'text2img',
	Video: 'mp4',
	Audio: 'audio',
	'3D Model': 'model3d',
	Text: 'lyrics',
};

/**
 * The addresses of jobs that the sandbox has no row of, because an operation is new: what they take is not checked
 * there, all the rest is.
 */
export const openAddresses = (): OpenAddress[] =>
	endpoints.filter(makesJob).flatMap(({ variants, gives, thing }) =>
		Object.values(variants)
			.filter((path) => !known.has(path))
			.map((path) => ({ path, makes: gives === 'words' ? 'caption' : makings[thing] })),
	);
