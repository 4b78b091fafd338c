import type { Endpoint } from '../endpoint';
import { initImage } from '../fields';
import { meshOptions, outputFormat, resolution, shapeSteps, surfaceSteps } from './meshOptions';

export const imageTo3d: Endpoint = {
	resource: 'threeD',
	operation: 'imageTo3d',
	name: 'Image to 3D',
	action: 'Make 3D model from image',
	description: 'Make a 3D model of the object or figure in an image. Takes seconds to minutes.',
	variants: {
		threeD: '/api/v6/3d/image_to_3d',
		'enterprise/3d': '/api/v1/enterprise/3d/image_to_3d',
	},
	fields: [
		// Required as `image`, described as `init_image`: the pages of both families say `image`.
		{
			...initImage,
			as: 'image',
			description: 'The image of one object or figure (PNG or JPG)',
		},
		{
			name: 'multi_image',
			kind: 'flag',
			displayName: 'Multi Image',
			description:
				'Whether the image is a transparent PNG that shows the object from several sides, for a truer back',
			default: false,
		},
		resolution,
		{
			...outputFormat,
			perFamily: { 'enterprise/3d': { choices: [{ value: 'glb', name: 'GLB' }] } },
		},
		shapeSteps,
		surfaceSteps,
		...meshOptions,
	],
	gives: 'files',
	slow: true,
	thing: '3D Model',
};
