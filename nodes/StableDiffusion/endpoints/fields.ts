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
	description: 'What the image must not show',
	placeholder: 'e.g. blurry, extra fingers, text',
	rows: 2,
};

/** Up to 4294967295 was seen in answers, so it is no 32-bit signed integer. */
export const seed: Field = {
	name: 'seed',
	kind: 'integer',
	displayName: 'Seed',
	description:
		'A number that decides the random part: the same seed with the same values makes the same result. Leave it out for a random one.',
	default: 0,
	min: 0,
	max: 4_294_967_295,
};

/** The output form. A file that is given as base64 switches it on by itself. */
export const base64: Field = {
	name: 'base64',
	kind: 'flag',
	displayName: 'Base64',
	description: 'Whether the service sends the result as base64 text in place of a link',
	default: false,
};

export const temp: Field = {
	name: 'temp',
	kind: 'flag',
	displayName: 'Temporary File',
	description: 'Whether to keep the file for 24 hours only; the link dies after that',
	default: false,
};

export const instantResponse: Field = {
	name: 'instant_response',
	kind: 'flag',
	displayName: 'Instant Response',
	description:
		'Whether the service answers at once and works in the background, in place of holding the call open',
	default: false,
};

export const trackId: Field = {
	name: 'track_id',
	kind: 'text',
	displayName: 'Track ID',
	description: 'An ID of your own that comes back with the result',
	placeholder: 'e.g. row-17',
};

/** Some families type it as a whole number (image_editing, voice, interior, faceswap, v5 ControlNet). */
export const trackNumber: Field = {
	...trackId,
	kind: 'integer',
	description: 'A number of your own that comes back with the result',
	placeholder: 'e.g. 17',
};

export const webhook: Field = {
	name: 'webhook',
	kind: 'text',
	displayName: 'Webhook URL',
	description: 'A public address that the service calls when the job ends',
	placeholder: 'e.g. https://example.com/hook',
};
