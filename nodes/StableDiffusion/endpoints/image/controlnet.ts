import type { Endpoint } from '../endpoint';
import * as field from '../fields';
import { ipAdapter, ipAdapterId, ipAdapters } from '../guideFields';
import * as model from '../modelFields';
import { controlFields } from './controlnetFields';
import { only } from './options';

export const controlnet: Endpoint = {
	resource: 'image',
	operation: 'controlnet',
	name: 'ControlNet',
	action: 'Make image with ControlNet',
	description: 'Make images that keep the outlines, pose or depth of a given image',
	variants: { v5: '/api/v5/controlnet', enterprise: '/api/v1/enterprise/controlnet' },
	fields: [
		field.model,
		...controlFields,
		{ ...field.prompt, required: false },
		{
			...field.initImage,
			description:
				"The image whose outlines, pose or depth the result keeps (PNG or JPG); not needed with a 'Control Image' and 'Auto Hint' off",
			required: false,
			takes: 'base64',
		},
		...ipAdapter.map((each) => ({
			...each,
			families: ['v5'] as const,
			...(each === ipAdapterId && { choices: ipAdapters }),
		})),
		only(field.trackNumber, ['v5']),
		only(field.trackId, ['enterprise']),
		{ ...model.multiLingual, default: true, families: ['enterprise'] },
		{ ...field.safetyChecker, perFamily: { v5: { default: false } } },
		// v5 prints a default of 30 and, beside it, that only 21 and 31 are taken.
		{ ...field.steps, default: 21, perFamily: { v5: { default: 30 } } },
		{ ...field.strength, perFamily: { v5: { default: 0.55 } } },
		field.base64,
		field.enhancePrompt,
		field.guidanceScale,
		field.height,
		field.negativePrompt,
		field.samples,
		field.seed,
		field.temp,
		field.webhook,
		field.width,
		model.algorithmType,
		model.clipSkip,
		model.karrasSigmas,
		model.loraModel,
		model.loraStrength,
		model.scheduler,
		model.tomesd,
		model.upscaleFlag,
		model.vae,
	],
	oneOf: [['init_image', 'control_image']],
	gives: 'files',
	thing: 'Image',
};
