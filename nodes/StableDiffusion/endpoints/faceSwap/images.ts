import type { Endpoint } from '../endpoint';
import { base64 } from '../fields';
import * as swap from './swapFields';

export const single: Endpoint = {
	resource: 'faceSwap',
	operation: 'single',
	name: 'Swap One Face',
	action: 'Swap one face in image',
	description: 'Replace one face of an image, chosen by a reference picture',
	variants: {
		faceswap: '/api/v6/faceswap/single_face_swap',
		'enterprise/deepfake': '/api/v1/enterprise/deepfake/single_face_swap',
		'enterprise/faceswap': '/api/v1/enterprise/faceswap/single_face_swap',
	},
	fields: [
		swap.image,
		swap.targetImage,
		{ ...swap.referenceImage, takes: 'base64' },
		swap.watermark,
		swap.watermarkImage,
		base64,
		...swap.tracking,
	],
	gives: 'files',
	thing: 'Image',
};

export const multiple: Endpoint = {
	resource: 'faceSwap',
	operation: 'multiple',
	name: 'Swap All Faces',
	action: 'Swap all faces in image',
	description: 'Replace every face of an image with the one of another image',
	variants: {
		faceswap: '/api/v6/faceswap/multiple_face_swap',
		'enterprise/deepfake': '/api/v1/enterprise/deepfake/multiple_face_swap',
		'enterprise/faceswap': '/api/v1/enterprise/faceswap/multiple_face_swap',
	},
	fields: [
		swap.image,
		swap.targetImage,
		{ ...swap.watermark, families: ['faceswap', 'enterprise/faceswap'] },
		{ ...swap.watermarkImage, families: ['enterprise/faceswap'] },
		base64,
		...swap.tracking,
	],
	gives: 'files',
	thing: 'Image',
};
