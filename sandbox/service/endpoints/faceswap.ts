import type { Endpoint, Fields } from '../endpoint';
import {
	base64In,
	callback,
	callbackByNumber,
	flag,
	image,
	imageLink,
	required,
	text,
	videoLink,
} from '../fields';

const pictures: Fields = {
	init_image: required(image),
	target_image: required(image),
	base64: base64In,
};

const movies: Fields = {
	init_image: required(imageLink),
	init_video: required(videoLink),
	// No list of formats is documented.
	output_format: { ...text, default: 'mp4' },
};

/** The same four calls for the public service and for an own server under either of its names. */
function faceswapAt(base: string, family: string, common: Fields): Endpoint[] {
	const shared = { watermark: flag(true), ...common };
	return [
		{
			path: `${base}/single_face_swap`,
			family,
			makes: 'swap',
			fields: { ...pictures, reference_image: required(image), ...shared },
		},
		{
			path: `${base}/multiple_face_swap`,
			family,
			makes: 'swap',
			fields: { ...pictures, ...shared },
		},
		{
			path: `${base}/single_video_swap`,
			family,
			makes: 'mp4',
			fields: { ...movies, ...shared },
		},
		{
			path: `${base}/specific_video_swap`,
			family,
			makes: 'mp4',
			fields: { ...movies, reference_image: required(imageLink), ...shared },
		},
	];
}

const ownServer: Fields = { ...callback, watermark_image: { type: 'link' } };

export const faceswap: Endpoint[] = [
	...faceswapAt('/api/v6/faceswap', 'faceswap', callbackByNumber),
	...faceswapAt('/api/v1/enterprise/faceswap', 'enterprise/faceswap', ownServer),
	...faceswapAt('/api/v1/enterprise/deepfake', 'enterprise/deepfake', ownServer),
];
