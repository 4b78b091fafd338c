import { coined, type Field, type FieldRules } from '../endpoint';
import * as field from '../fields';
import { guidanceScale, negativePrompt, resolution, seed, steps } from '../mediaFields';

/** Fields that the video endpoints share. Their defaults differ on the enterprise servers. */

export const prompt: Field = {
	...field.prompt,
	description: 'What the video shows and how it moves',
	placeholder: 'e.g. an astronaut rides a horse over the moon, slow camera',
};

/** The first model is preselected. */
export const modelOf = (...models: string[]): Field => ({
	name: 'model_id',
	kind: 'choice',
	displayName: 'Model',
	description: 'The model that makes the video: how it looks and moves depends on it',
	place: 'main',
	required: true,
	default: models[0],
	choices: coined(...models),
});

const side = (name: 'width' | 'height', displayName: string): Field => ({
	name,
	kind: 'integer',
	displayName,
	description: `${displayName} of the video in pixels; a larger video takes longer`,
	default: 512,
	min: 1,
	max: 512,
});
export const width = side('width', 'Width');
export const height = side('height', 'Height');

export const frames: Field = {
	name: 'num_frames',
	kind: 'integer',
	displayName: 'Frames',
	description:
		"How many pictures (frames) the video has; divided by 'FPS' they are its length in seconds",
	default: 16,
	min: 1,
	max: 25,
};

export const fps: Field = {
	name: 'fps',
	kind: 'integer',
	displayName: 'FPS',
	description:
		'How many frames are shown per second: more moves more smoothly, and the same frames are over sooner',
	default: 8,
	min: 1,
	max: 16,
};

export const clipSkip: Field = {
	name: 'clip_skip',
	kind: 'integer',
	displayName: 'Clip Skip',
	description:
		'How loosely the prompt is read: so many of the last layers that read it are left out',
	default: 2,
	min: 1,
	max: 2,
};

export const outputType: Field = {
	name: 'output_type',
	kind: 'choice',
	displayName: 'Output Type',
	description:
		'The kind of file you get: MP4 is small and sharp, a GIF moves in mails and chats too',
	default: 'mp4',
	choices: [
		{ value: 'gif', name: 'GIF' },
		{ value: 'mp4', name: 'MP4' },
	],
};

/** By the service's pages; an enterprise server is paid for as a whole. */
export const ultraNotice =
	'Each item is a video of its own: the v6 API names a price of 0.20 USD per call.';

/** Servers that do one of the ultra jobs; they take few steps and little guidance. */
type UltraServer = 'enterprise/image_to_video_ultra' | 'enterprise/ultra_video';
const on = (server: UltraServer, rules: FieldRules): Field['perFamily'] => ({ [server]: rules });

/** What both ultra jobs know. Their defaults that are not printed are those of the service's sample answers. */
export const ultraOptions = (
	server: UltraServer,
	limits: { resolution: string; maxResolution?: number; steps: number },
): Field[] => [
	negativePrompt,
	seed,
	{
		...resolution,
		description: limits.resolution,
		max: limits.maxResolution,
		perFamily: on(server, { max: 480 }),
	},
	{ ...frames, default: 81, max: undefined, perFamily: on(server, { default: 92 }) },
	{
		...steps,
		default: 25,
		max: limits.steps,
		perFamily: on(server, { default: 8, max: 8 }),
	},
	{
		...guidanceScale,
		default: 5,
		perFamily: on(server, { default: 1, min: 1, max: 2 }),
	},
	{ ...fps, default: 16, perFamily: on(server, { default: 18, max: 18 }) },
	{
		name: 'portrait',
		kind: 'flag',
		displayName: 'Portrait',
		description: 'Whether the video is upright (9:16), as for a phone, in place of wide',
		default: false,
	},
	{
		name: 'sample_shift',
		kind: 'integer',
		displayName: 'Sample Shift',
		description:
			'What the work goes into: higher values give more of it to large movements, lower ones to fine detail',
		default: 5,
		min: 0,
		max: 10,
		perFamily: on(server, { default: 3, max: undefined }),
	},
	field.temp,
	field.trackId,
	field.webhook,
];
