import type { Endpoint } from '../endpoint';
import * as swap from './swapFields';

export const singleVideo: Endpoint = {
	resource: 'faceSwap',
	operation: 'singleVideo',
	name: 'Swap All Faces in Video',
	action: 'Swap all faces in video',
	description: 'Replace every face of a video of less than one minute. Takes minutes.',
	variants: {
		faceswap: '/api/v6/faceswap/single_video_swap',
		'enterprise/deepfake': '/api/v1/enterprise/deepfake/single_video_swap',
		'enterprise/faceswap': '/api/v1/enterprise/faceswap/single_video_swap',
	},
	fields: [
		swap.video,
		swap.faceImage,
		swap.outputFormat,
		swap.watermark,
		swap.watermarkImage,
		...swap.tracking,
	],
	gives: 'files',
	slow: true,
	thing: 'Video',
};

export const specificVideo: Endpoint = {
	resource: 'faceSwap',
	operation: 'specificVideo',
	name: 'Swap One Face in Video',
	action: 'Swap one face in video',
	description: 'Replace one face of a video, chosen by a reference picture. Takes minutes.',
	variants: {
		faceswap: '/api/v6/faceswap/specific_video_swap',
		'enterprise/deepfake': '/api/v1/enterprise/deepfake/specific_video_swap',
		'enterprise/faceswap': '/api/v1/enterprise/faceswap/specific_video_swap',
	},
	fields: [
		swap.video,
		swap.faceImage,
		swap.referenceImage,
		swap.outputFormat,
		swap.watermark,
		swap.watermarkImage,
		...swap.tracking,
	],
	gives: 'files',
	slow: true,
	thing: 'Video',
};
