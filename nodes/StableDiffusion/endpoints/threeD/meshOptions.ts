import type { Field } from '../endpoint';
import * as field from '../fields';
import { resolution as lines, seed } from '../mediaFields';

/** Fields that both 3D endpoints share. */

export const resolution: Field = {
	...lines,
	description: 'How fine the 3D model is, at most 512',
	default: 256,
	max: 512,
};

export const outputFormat: Field = {
	name: 'output_format',
	kind: 'choice',
	displayName: 'Output Format',
	description: 'Format of the 3D model',
	default: 'glb',
	choices: ['glb', 'obj', 'ply', 'stl'].map((value) => ({ value, name: value.toUpperCase() })),
};

/** The service speaks of `ss` where the rough shape is made, and of `slat` where its surface is. */
const shapeGuidance: Field = {
	name: 'ss_guidance_strength',
	kind: 'number',
	displayName: 'Shape Guidance',
	description: 'How closely the rough shape follows the prompt or image',
	default: 7.5,
};

export const shapeSteps: Field = {
	name: 'ss_sampling_steps',
	kind: 'integer',
	displayName: 'Shape Steps',
	description: 'How many steps the rough shape takes, 1 to 50: more are slower and finer',
	default: 12,
	min: 1,
	max: 50,
};

const surfaceGuidance: Field = {
	name: 'slat_guidance_strength',
	kind: 'number',
	displayName: 'Surface Guidance',
	description: 'How closely the surface follows the prompt or image, 0 to 10',
	default: 3,
	min: 0,
	max: 10,
};

export const surfaceSteps: Field = {
	...shapeSteps,
	name: 'slat_sampling_steps',
	displayName: 'Surface Steps',
	description: 'How many steps the surface takes, 1 to 50: more are slower and finer',
};

export const meshOptions: readonly Field[] = [
	{
		name: 'render',
		kind: 'flag',
		displayName: 'Render',
		description: 'Whether to make a video of the 3D model too',
		default: false,
	},
	shapeGuidance,
	surfaceGuidance,
	{
		name: 'mesh_simplify',
		kind: 'number',
		displayName: 'Simplify Mesh',
		description: 'How much the mesh is simplified, 0.9 to 0.98: higher makes a smaller file',
		default: 0.9,
		min: 0.9,
		max: 0.98,
	},
	{
		name: 'chunk_size',
		kind: 'integer',
		displayName: 'Chunk Size',
		description: 'How much is worked on at once, at most 12000; needs memory of the server',
		default: 8192,
		min: 1,
		max: 12_000,
	},
	{ ...seed, description: 'The same seed makes the same 3D model; 0 takes a random one' },
	{ ...field.temp, form: 'yes/no' },
	field.trackId,
	field.webhook,
];
