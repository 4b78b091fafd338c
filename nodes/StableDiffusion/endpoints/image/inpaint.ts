import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { imageToImageOptions } from './options';

export const inpaint: Endpoint = {
	resource: 'image',
	operation: 'inpaint',
	name: 'Inpaint',
	action: 'Inpaint image',
	description: 'Paint a part of an image anew: a mask says where, the prompt says what',
	variants: {
		images: '/api/v6/images/inpaint',
		enterprise: '/api/v1/enterprise/inpaint',
		realtime: '/api/v6/realtime/inpaint',
		v3: '/api/v3/inpaint',
	},
	fields: [
		field.model,
		{ ...field.prompt, perFamily: { images: { required: false } } },
		field.initImage,
		field.maskImage,
		...imageToImageOptions,
		{ ...field.strength, families: ['v3', 'realtime', 'images'] },
	],
	makesJob: true,
	thing: 'Image',
};
