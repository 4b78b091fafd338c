import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { imageToImageOptions } from './options';

export const imageToImage: Endpoint = {
	resource: 'image',
	operation: 'imageToImage',
	name: 'Image to Image',
	action: 'Change image with a prompt',
	description: 'Make images from an image and a prompt (image to image)',
	variants: {
		images: '/api/v6/images/img2img',
		enterprise: '/api/v1/enterprise/img2img',
		realtime: '/api/v6/realtime/img2img',
		v3: '/api/v3/img2img',
	},
	fields: [
		field.model,
		// The one place where Community Models can do without a prompt, as in inpaint.
		{ ...field.prompt, perFamily: { images: { required: false } } },
		field.initImage,
		...imageToImageOptions,
		field.strength,
	],
	makesJob: true,
	thing: 'Image',
};
