import { coined, type Field } from '../endpoint';
import * as field from '../fields';

/** A shared list of this resource. Its own servers type `track_id` as text, the public endpoints as a number. */

export const trackIds: readonly Field[] = [
	{ ...field.trackNumber, families: ['imageEditing'] },
	{ ...field.trackId, families: ['enterprise/image_editing'] },
];

/**
 * In pixels; sizes need not be divisible by anything here. Without `most` the service names no limit.
 * @param like the input whose size the result has when none is given
 */
export const side = (
	name: 'width' | 'height',
	byDefault: number,
	most?: number,
	like?: string,
): Field => {
	const displayName = name === 'width' ? 'Width' : 'Height';
	return {
		name,
		kind: 'integer',
		displayName,
		description: `${displayName} of the result in pixels${like ? `; that of the ${like} when left out` : ''}`,
		default: byDefault,
		min: 1,
		...(most && { max: most }),
	};
};

/** Steps of endpoints that take three values only. */
export const stepChoice: Field = {
	name: 'num_inference_steps',
	kind: 'choice',
	displayName: 'Steps',
	description: field.stepsHelp,
	default: 21,
	choices: coined(21, 31, 41),
};

export const faceImage: Field = {
	name: 'face_image',
	kind: 'image',
	displayName: 'Face Image',
	description: 'A clear image of the face that the result takes over (PNG or JPG)',
	place: 'main',
	required: true,
	takes: 'base64',
};

/** An image of 512 x 768 always comes alone. */
export const faceSamples: Field = {
	...field.samples,
	description: 'How many images to make in one job, at 512 x 768 always 1. Each one is paid for.',
	max: 2,
};

export const facePrompt: Field = {
	...field.prompt,
	description: 'What the image shows around the face, in words: person, clothes, surroundings',
	placeholder: 'e.g. portrait of a woman in a navy suit, studio light',
};

export const faceScale: Field = {
	name: 's_scale',
	kind: 'number',
	displayName: 'Face Structure Scale',
	description: 'How closely the features of the given face are kept: more looks more alike',
	default: 1,
	min: 0,
	max: 2,
};
