import { coined, type Choice, type Endpoint } from '../endpoint';
import * as field from '../fields';

const upscalers: readonly Choice[] = [
	{
		value: 'realesr-general-x4v3',
		name: 'realesr-general-x4v3',
		description: 'Small and fast, for any image',
	},
	{ value: 'RealESRGAN_x2plus', name: 'RealESRGAN_x2plus', description: 'For photos, at scale 2' },
	{ value: 'RealESRGAN_x4plus', name: 'RealESRGAN_x4plus', description: 'For photos, at scale 4' },
	{
		value: 'RealESRGAN_x4plus_anime_6B',
		name: 'RealESRGAN_x4plus_anime_6B',
		description: 'For drawings and anime',
	},
	...coined('ultra_resolution'),
];

export const upscale: Endpoint = {
	resource: 'image',
	operation: 'upscale',
	name: 'Upscale',
	action: 'Upscale image',
	description: 'Enlarge an image and add detail (super resolution)',
	variants: {
		imageEditing: '/api/v6/image_editing/super_resolution',
		enterprise: '/api/v1/enterprise/super_resolution',
		'enterprise/super_resolution': '/api/v1/enterprise/super_resolution/make',
		v3: '/api/v3/super_resolution',
	},
	fields: [
		{
			...field.initImage,
			description: 'The image to enlarge (PNG or JPG)',
			perFamily: { enterprise: { as: 'url' }, v3: { as: 'url' } },
		},
		{
			name: 'scale',
			kind: 'integer',
			displayName: 'Scale',
			description:
				'How many times wider and higher the result is: 2 turns 512 x 512 into 1024 x 1024',
			place: 'main',
			default: 3,
			min: 1,
			max: 8,
			perFamily: {
				enterprise: { max: 4, required: true },
				'enterprise/super_resolution': { default: 2 },
				// Its documentation has a sample with 3 and no default.
				v3: { required: true },
			},
		},
		{
			name: 'model_id',
			kind: 'choice',
			displayName: 'Upscaler',
			description: 'The model that enlarges the image: it decides how new detail is drawn',
			default: 'realesr-general-x4v3',
			choices: upscalers,
			families: ['imageEditing', 'enterprise', 'v3'],
			perFamily: {
				enterprise: {
					choices: [...upscalers, ...coined('RealESRNet_x4plus')],
				},
			},
		},
		{
			name: 'face_enhance',
			kind: 'flag',
			displayName: 'Enhance Faces',
			description: 'Whether to redraw blurred or broken faces too',
			default: false,
			// A boolean in the two families too whose other flags are yes or no.
			form: 'boolean',
		},
		field.webhook,
		{ ...field.trackNumber, families: ['imageEditing', 'enterprise/super_resolution'] },
	],
	gives: 'files',
	thing: 'Image',
};
