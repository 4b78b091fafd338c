import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import * as model from '../modelFields';
import { fluxExtras } from './fluxExtras';
import { deployed } from './flux2';
import { chosenModel, only, optionsFor, trackIdFor } from './options';

const variants: Endpoint['variants'] = {
	images: '/api/v6/images/text2img',
	enterprise: '/api/v1/enterprise/text2img',
	realtime: '/api/v6/realtime/text2img',
	v3: '/api/v3/text2img',
	dreamboothV4: '/api/v4/dreambooth',
	'enterprise/flux': '/api/v1/enterprise/flux/text2img',
	'enterprise/flux_klein': '/api/v1/enterprise/flux_klein/text2img',
	'enterprise/qwen': '/api/v1/enterprise/qwen/text2img',
	'enterprise/realtime': '/api/v1/enterprise/realtime/text2img',
	'enterprise/z_image_turbo': '/api/v1/enterprise/z_image_turbo/text2img',
};

export const generate: Endpoint = {
	resource: 'image',
	operation: 'generate',
	name: 'Generate',
	action: 'Generate image',
	description: 'Make images from a text prompt (text to image)',
	variants,
	fields: [
		chosenModel,
		field.prompt,
		...optionsFor(variants, {
			enhance_style: ['enterprise/realtime'],
			lora_model: ['enterprise/z_image_turbo'],
			lora_strength: ['enterprise/z_image_turbo'],
		}),
		...trackIdFor(variants, ['enterprise/realtime']),
		...fluxExtras.map((each) => only(each, ['images'])),
		only(model.embeddingsModel, ['v3', 'images', 'dreamboothV4']),
		only(model.highresFix, ['images', 'enterprise', 'dreamboothV4']),
		only(model.multiLingual, ['v3', 'images', 'dreamboothV4']),
		only(model.panorama, ['v3', 'images', 'enterprise', 'dreamboothV4']),
		only(model.selfAttention, ['v3', 'images', 'enterprise', 'dreamboothV4']),
		// Some pages of Community Models and Dreambooth print a factor of 1 to 3; their samples send yes or no.
		only(model.upscaleFlag, ['v3', 'images', 'enterprise', 'dreamboothV4']),
		{
			...deployed,
			default: 'flux',
			choices: [{ value: 'flux', name: 'Flux' }, ...deployed.choices],
			families: ['enterprise/flux'],
		},
	],
	gives: 'files',
	thing: 'Image',
};
