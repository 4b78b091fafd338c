import type { Endpoint, Fields } from '../endpoint';
import {
	callback,
	choice,
	flag,
	generation,
	imageLink,
	number,
	required,
	safetyTypes,
	size,
	text,
	whole,
} from '../fields';

const common: Fields = {
	...generation,
	...size(64, 1024),
	num_inference_steps: { ...whole(20, 1, 50), echo: false },
	guidance_scale: number(1, 1, 20),
	safety_checker: flag(false),
	safety_checker_type: choice(safetyTypes, 'black'),
	enhance_prompt: flag(false),
	enhance_style: text,
	instant_response: flag(false),
	base64: flag(false),
	temp: flag(false),
	...callback,
};

const fromLink: Fields = { init_image: required(imageLink), strength: number(0.7, 0, 1) };
const maskLink: Fields = { mask_image: required(imageLink) };

/** The same three calls for the public service and for an enterprise realtime server. */
function realtimeAt(base: string, family: string, byDefault: Fields): Endpoint[] {
	const fields = { ...common, ...byDefault };
	return [
		{ path: `${base}/text2img`, family, makes: 'text2img', fields },
		{ path: `${base}/img2img`, family, makes: 'img2img', fields: { ...fields, ...fromLink } },
		{
			path: `${base}/inpaint`,
			family,
			makes: 'inpaint',
			fields: { ...fields, ...fromLink, ...maskLink },
		},
	];
}

export const realtime: Endpoint[] = [
	...realtimeAt('/api/v6/realtime', 'realtime', {}),
	...realtimeAt('/api/v1/enterprise/realtime', 'enterprise/realtime', {
		safety_checker: flag(true),
		enhance_prompt: flag(true),
	}),
];
