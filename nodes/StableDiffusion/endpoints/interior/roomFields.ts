import { coined, type Field } from '../endpoint';
import * as field from '../fields';

/** Fields that the interior endpoints share. */

export const roomImage: Field = {
	...field.initImage,
	description: 'The picture of the room (PNG or JPG)',
};

export const prompt: Field = {
	...field.prompt,
	description: 'What the room is to look like: style, furniture, colours, light',
	placeholder: 'e.g. Scandinavian living room, oak floor, large plants, morning light',
};

export const strength: Field = {
	name: 'strength',
	kind: 'number',
	displayName: 'Strength',
	description:
		'How far the result may move away from the picture: 0 keeps it, 1 leaves nothing of it',
	default: 0.99,
	min: 0,
	// Redesigning prints a range of 1 to 10, the others none, and all say that 1 leaves nothing of the image.
	max: 10,
	perFamily: { 'enterprise/interior': { max: 1 } },
};

/** Printed as 21, 31 or 41; the printed default and every sample say 51. */
export const steps: Field = {
	name: 'num_inference_steps',
	kind: 'choice',
	displayName: 'Steps',
	description: field.stepsHelp,
	default: 51,
	choices: coined(21, 31, 41, 51),
};

export const guidanceScale: Field = {
	name: 'guidance_scale',
	kind: 'integer',
	displayName: 'Guidance Scale',
	description: field.guidanceHelp,
	default: 8,
	min: 1,
	max: 20,
};

export const specificObject: Field = {
	name: 'specific_object',
	kind: 'text',
	displayName: 'Specific Object',
	description: 'A piece of furniture or decoration that must be in the room',
	placeholder: 'e.g. mid-century coffee table',
};

/** What every interior job knows. */
export const jobOptions: readonly Field[] = [field.base64, field.trackNumber, field.webhook];

/** What those know that paint the whole picture anew. */
export const paintOptions: readonly Field[] = [
	field.negativePrompt,
	steps,
	guidanceScale,
	field.seed,
	field.temp,
	...jobOptions,
];
