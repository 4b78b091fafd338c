import type { Field } from '../endpoint';
import { guidanceScale, steps } from '../mediaFields';

/** How a finished video is enlarged. The enterprise page ties all of it to the model zeroscope. */

const side = (what: 'Width' | 'Height', byDefault: number): Field => ({
	name: `upscale_${what.toLowerCase()}`,
	kind: 'integer',
	displayName: `Upscale ${what}`,
	description: `${what} of the enlarged video in pixels`,
	default: byDefault,
	min: 1,
	max: 1024,
	perFamily: { 'enterprise/video': { default: 1024 } },
});

export const upscaleOptions: readonly Field[] = [
	side('Height', 640),
	side('Width', 1024),
	{
		name: 'upscale_strength',
		kind: 'number',
		displayName: 'Upscale Strength',
		description:
			'How far the enlarged video may move away from the small one: 0 keeps it, 1 forgets it',
		default: 0.6,
		min: 0,
		max: 1,
		perFamily: { 'enterprise/video': { default: 0.5 } },
	},
	{
		...guidanceScale,
		name: 'upscale_guidance_scale',
		displayName: 'Upscale Guidance Scale',
		description:
			'How closely the enlarged video follows the prompt: less leaves the model more freedom',
		// Printed with a default of 12 beside a maximum of 8.
		default: 12,
		max: 12,
		perFamily: { 'enterprise/video': { default: 7.5, max: 8 } },
	},
	{
		...steps,
		name: 'upscale_num_inference_steps',
		displayName: 'Upscale Steps',
		description: 'How many steps the enlargement takes: more gives finer detail and takes longer',
	},
];
