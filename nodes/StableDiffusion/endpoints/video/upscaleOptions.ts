import type { Field } from '../endpoint';
import { guidanceScale, steps } from '../mediaFields';

/** How a finished video is enlarged. The enterprise page ties all of it to the model zeroscope. */

const side = (name: string, displayName: string, byDefault: number): Field => ({
	name,
	kind: 'integer',
	displayName,
	description: `${displayName} of the enlarged video in pixels, at most 1024`,
	default: byDefault,
	min: 1,
	max: 1024,
	perFamily: { 'enterprise/video': { default: 1024 } },
});

export const upscaleOptions: readonly Field[] = [
	side('upscale_height', 'Upscale Height', 640),
	side('upscale_width', 'Upscale Width', 1024),
	{
		name: 'upscale_strength',
		kind: 'number',
		displayName: 'Upscale Strength',
		description: 'How far the enlarged video may go from the original, 0 to 1',
		default: 0.6,
		min: 0,
		max: 1,
		perFamily: { 'enterprise/video': { default: 0.5 } },
	},
	{
		...guidanceScale,
		name: 'upscale_guidance_scale',
		displayName: 'Upscale Guidance Scale',
		description: 'How closely the enlarged video follows the prompt',
		// Printed with a default of 12 beside a maximum of 8.
		default: 12,
		max: 12,
		perFamily: { 'enterprise/video': { default: 7.5, max: 8 } },
	},
	{
		...steps,
		name: 'upscale_num_inference_steps',
		displayName: 'Upscale Steps',
		description: 'Denoising steps of the enlargement, 1 to 50',
	},
];
