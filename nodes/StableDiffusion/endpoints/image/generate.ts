import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import * as model from '../modelFields';
import { imageOptions } from './options';

export const generate: Endpoint = {
	resource: 'image',
	operation: 'generate',
	name: 'Generate',
	action: 'Generate image',
	description: 'Make images from a text prompt (text to image)',
	variants: {
		images: '/api/v6/images/text2img',
		enterprise: '/api/v1/enterprise/text2img',
		realtime: '/api/v6/realtime/text2img',
		v3: '/api/v3/text2img',
	},
	fields: [
		field.model,
		field.prompt,
		...imageOptions,
		model.highresFix,
		model.multiLingual,
		model.panorama,
		model.selfAttention,
		model.upscaleFlag,
	],
	makesJob: true,
	thing: 'Image',
};
