import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { side } from './shared';

/** The one endpoint whose flags are the texts yes and no here, true and false there. */
export const inpaint: Endpoint = {
	resource: 'imageEditing',
	operation: 'inpaint',
	name: 'Inpaint (Fixed Model)',
	action: 'Inpaint image with fixed model',
	description:
		"Paint a part of an image anew, with a model that the service has chosen; 'Inpaint' of the resource Image lets you choose",
	variants: { imageEditing: '/api/v6/image_editing/inpaint' },
	fields: [
		field.prompt,
		field.initImage,
		field.maskImage,
		{ ...field.base64, form: 'true/false' },
		{ ...field.enhancePrompt, form: 'yes/no' },
		{ ...field.instantResponse, form: 'true/false' },
		{ ...field.safetyChecker, default: false, form: 'yes/no' },
		{
			...field.guidanceScale,
			kind: 'integer',
			default: 5,
			max: 5,
		},
		{
			...field.steps,
			description: field.stepsHelp,
			default: 30,
			max: undefined,
		},
		field.negativePrompt,
		field.samples,
		field.seed,
		field.strength,
		field.trackNumber,
		field.webhook,
		// Printed both as 512 and as that of the image, so nothing is said of what comes without them.
		side('height', 512, 1024),
		side('width', 512, 1024),
	],
	gives: 'files',
	thing: 'Image',
};
