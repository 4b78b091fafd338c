import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { asLinkOrBase64, chosenModel, only, optionsFor, trackIdFor } from './options';

const variants: Endpoint['variants'] = {
	images: '/api/v6/images/inpaint',
	enterprise: '/api/v1/enterprise/inpaint',
	realtime: '/api/v6/realtime/inpaint',
	v3: '/api/v3/inpaint',
	dreamboothV4: '/api/v4/dreambooth/inpaint',
	'enterprise/qwen': '/api/v1/enterprise/qwen/inpaint',
	'enterprise/realtime': '/api/v1/enterprise/realtime/inpaint',
};

export const inpaint: Endpoint = {
	resource: 'image',
	operation: 'inpaint',
	name: 'Inpaint',
	action: 'Inpaint image',
	description: 'Paint a part of an image anew: a mask says where, the prompt says what',
	variants,
	fields: [
		// Of the Flux models, only this one is said to inpaint.
		{ ...chosenModel, perFamily: { images: { default: 'fluxdev' } } },
		{ ...field.prompt, perFamily: { images: { required: false } } },
		asLinkOrBase64(field.initImage),
		asLinkOrBase64(field.maskImage),
		...optionsFor(variants, { base64: ['v3'] }).map((each) =>
			// Dreambooth calls it `steps` at this endpoint only.
			each.name === field.steps.name
				? { ...each, perFamily: { ...each.perFamily, dreamboothV4: { default: 21, as: 'steps' } } }
				: each,
		),
		...trackIdFor(variants, ['enterprise/realtime']),
		only(field.strength, [
			'v3',
			'realtime',
			'images',
			'enterprise',
			'dreamboothV4',
			'enterprise/realtime',
		]),
	],
	gives: 'files',
	thing: 'Image',
};
