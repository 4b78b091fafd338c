import type { Field } from './endpoint';

/**
 * Fields that several endpoints share. Limits and defaults are the service's own (its documentation of
 * each family); where its pages disagree, the wider limit stands, because the service itself refuses or
 * trims what it does not take, while a limit of ours that is too narrow could not be got around.
 */

export * from './imageFields';

export const prompt: Field = {
	name: 'prompt',
	kind: 'text',
	displayName: 'Prompt',
	description: 'What the image shows, in words: subject, surroundings, light, style',
	placeholder: 'e.g. a lighthouse in a storm, oil painting',
	rows: 4,
	place: 'main',
	required: true,
};

export const negativePrompt: Field = {
	name: 'negative_prompt',
	kind: 'text',
	displayName: 'Negative Prompt',
	description: 'What to keep out of the image, in words separated by commas',
	placeholder: 'e.g. blurry, extra fingers, text',
	rows: 2,
};

/** Up to 4294967295 was seen in answers, so it is no 32-bit signed integer. */
export const seed: Field = {
	name: 'seed',
	kind: 'integer',
	displayName: 'Seed',
	description:
		'The number that the random part of the result grows from: the same seed with the same values makes the same result again. Leave it out to get another one each time.',
	default: 0,
	min: 0,
	max: 4_294_967_295,
};

/** The output form. A file that is given as base64 switches it on by itself. */
export const base64: Field = {
	name: 'base64',
	kind: 'flag',
	displayName: 'Base64',
	description:
		'Whether the service puts the result itself into its answer, as base64 text, in place of a link to it',
	default: false,
};

export const temp: Field = {
	name: 'temp',
	kind: 'flag',
	displayName: 'Temporary File',
	description: 'Whether the service keeps the file for 24 hours only; its link dies after that',
	default: false,
};

export const instantResponse: Field = {
	name: 'instant_response',
	kind: 'flag',
	displayName: 'Instant Response',
	description:
		'Whether the service answers at once and does the work in the background, in place of holding the call open until the result is there',
	default: false,
};

export const trackId: Field = {
	name: 'track_id',
	kind: 'text',
	displayName: 'Track ID',
	description:
		'An ID of your own that comes back with the result and its callback, such as that of a row or an order',
	placeholder: 'e.g. row-17',
};

/** Some families type it as a whole number (image_editing, voice, interior, faceswap, v5 ControlNet). */
export const trackNumber: Field = {
	...trackId,
	kind: 'integer',
	description:
		'A number of your own that comes back with the result and its callback, such as that of a row or an order',
	placeholder: 'e.g. 17',
};

export const webhook: Field = {
	name: 'webhook',
	kind: 'text',
	displayName: 'Webhook URL',
	description:
		'A public address that the service calls when the job ends, such as the URL of a Stable Diffusion Trigger',
	placeholder: 'e.g. https://example.com/hook',
};
