import type { Field } from '../endpoint';
import * as field from '../fields';
import { resolution as lines, seed } from '../mediaFields';

/** Fields that both 3D endpoints share. */

export const resolution: Field = {
	...lines,
	description: 'How fine the 3D model is: more shows more detail and takes longer',
	default: 256,
	max: 512,
};

export const outputFormat: Field = {
	name: 'output_format',
	kind: 'choice',
	displayName: 'Output Format',
	description:
		'The kind of file you get: GLB has shape and colours in one file, STL is what 3D printers take',
	default: 'glb',
	choices: ['glb', 'obj', 'ply', 'stl'].map((value) => ({ value, name: value.toUpperCase() })),
};

/** The service speaks of `ss` where the rough shape is made, and of `slat` where its surface is. */
const shapeGuidance: Field = {
	name: 'ss_guidance_strength',
	kind: 'number',
	displayName: 'Shape Guidance',
	description:
		'How closely the rough shape follows the prompt or image: less leaves the model more freedom',
	default: 7.5,
};

export const shapeSteps: Field = {
	name: 'ss_sampling_steps',
	kind: 'integer',
	displayName: 'Shape Steps',
	description: 'How many steps the rough shape takes: more makes it truer and takes longer',
	default: 12,
	min: 1,
	max: 50,
};

const surfaceGuidance: Field = {
	name: 'slat_guidance_strength',
	kind: 'number',
	displayName: 'Surface Guidance',
	description: 'How closely the surface and its colours follow the prompt or image',
	default: 3,
	min: 0,
	max: 10,
};

export const surfaceSteps: Field = {
	...shapeSteps,
	name: 'slat_sampling_steps',
	displayName: 'Surface Steps',
	description: 'How many steps the surface takes: more makes it finer and takes longer',
};

export const meshOptions: readonly Field[] = [
	{
		name: 'render',
		kind: 'flag',
		displayName: 'Render',
		description:
			'Whether to make a video of the finished 3D model too, to look at it without a viewer',
		default: false,
	},
	shapeGuidance,
	surfaceGuidance,
	{
		name: 'mesh_simplify',
		kind: 'number',
		displayName: 'Simplify Mesh',
		description:
			'How much the net of the 3D model is thinned out: more makes a smaller and coarser file',
		default: 0.9,
		min: 0.9,
		max: 0.98,
	},
	{
		name: 'chunk_size',
		kind: 'integer',
		displayName: 'Chunk Size',
		description:
			'How much of the 3D model is worked on at once: more is faster and needs more memory of the server',
		default: 8192,
		min: 1,
		max: 12_000,
	},
	{
		...seed,
		description:
			'The same seed with the same values makes the same 3D model again; 0 makes another one each time',
	},
	{ ...field.temp, form: 'yes/no' },
	field.trackId,
	field.webhook,
];
