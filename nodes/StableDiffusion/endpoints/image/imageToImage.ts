import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import * as model from '../modelFields';
import { asLinkOrBase64, chosenModel, only, optionsFor, trackIdFor } from './options';

const variants: Endpoint['variants'] = {
	images: '/api/v6/images/img2img',
	enterprise: '/api/v1/enterprise/img2img',
	realtime: '/api/v6/realtime/img2img',
	v3: '/api/v3/img2img',
	dreamboothV4: '/api/v4/dreambooth/img2img',
	'enterprise/flux': '/api/v1/enterprise/flux/img2img',
	'enterprise/flux_klein': '/api/v1/enterprise/flux_klein/img2img',
	'enterprise/qwen': '/api/v1/enterprise/qwen/img2img',
	'enterprise/realtime': '/api/v1/enterprise/realtime/img2img',
	'enterprise/z_image_turbo': '/api/v1/enterprise/z_image_turbo/img2img',
};

export const imageToImage: Endpoint = {
	resource: 'image',
	operation: 'imageToImage',
	name: 'Image to Image',
	action: 'Change image with prompt',
	description: 'Make images from an image and a prompt (image to image)',
	variants,
	fields: [
		chosenModel,
		// The one place where Community Models can do without a prompt, as in inpaint.
		{ ...field.prompt, perFamily: { images: { required: false } } },
		asLinkOrBase64(field.initImage),
		...optionsFor(variants, {
			base64: ['v3'],
			ip_adapter_id: ['enterprise'],
			ip_adapter_image: ['enterprise'],
			ip_adapter_scale: ['enterprise'],
			lora_model: ['enterprise/z_image_turbo'],
			lora_strength: ['enterprise/z_image_turbo'],
			temp: ['enterprise/flux', 'enterprise/flux_klein', 'enterprise/realtime'],
		}),
		...trackIdFor(variants, []),
		only(field.strength, [
			'v3',
			'realtime',
			'images',
			'enterprise',
			'dreamboothV4',
			'enterprise/flux',
			'enterprise/flux_klein',
			'enterprise/realtime',
		]),
		only(model.embeddingsModel, ['dreamboothV4']),
		only(model.loadBalancer, ['enterprise']),
	],
	gives: 'files',
	thing: 'Image',
};
