import type { Endpoint, Field, Fields } from '../endpoint';
import {
	callback,
	choice,
	flag,
	imageLink,
	number,
	required,
	seedOrZero,
	text,
	whole,
} from '../fields';

const formats = ['obj', 'stl', 'ply', 'glb'] as const;

/** Flags of this family are echoed as true and false, but for `temp`, which is sent and echoed as yes and no. */
const plainFlag = (byDefault: boolean): Field => flag(byDefault, { plain: true });

const common: Fields = {
	render: plainFlag(false),
	ss_guidance_strength: number(7.5),
	ss_sampling_steps: whole(50, 1, 50),
	slat_guidance_strength: number(3, 0, 10),
	slat_sampling_steps: whole(50, 1, 50),
	mesh_simplify: number(0.9, 0.9, 0.98),
	chunk_size: whole(8192, 1, 12000),
	seed: seedOrZero,
	temp: flag(false, { form: 'text' }),
	webhook: { ...callback.webhook, echo: false },
	track_id: { ...callback.track_id, echo: false },
};

const fewSteps: Fields = {
	ss_sampling_steps: whole(12, 1, 50),
	slat_sampling_steps: whole(12, 1, 50),
};

const fromText: Fields = {
	...common,
	prompt: required(text),
	resolution: whole(512, 1, 512),
	output_format: choice(formats, 'glb'),
	negative_prompt: text,
	guidance_scale: number(3),
	num_inference_steps: whole(30, 1),
	foreground_ratio: number(0.85),
	remove_bg: plainFlag(false),
};

const fromImage: Fields = {
	...common,
	...fewSteps,
	// The description also lists an `init_image`, which no sample and no other source has.
	image: required(imageLink),
	resolution: whole(256, 1, 512),
	output_format: choice(formats, 'glb'),
	multi_image: plainFlag(false),
};

const metaEnd: Endpoint['metaEnd'] = ({ seed, uuid }) => ({ seed, file_prefix: uuid });
const shared = { makes: 'model3d', metaEnd } as const;
const enterprise = '/api/v1/enterprise/3d';

export const threeD: Endpoint[] = [
	{ path: '/api/v6/3d/text_to_3d', family: 'threeD', ...shared, fields: fromText },
	{ path: '/api/v6/3d/image_to_3d', family: 'threeD', ...shared, fields: fromImage },
	{
		path: `${enterprise}/text_to_3d`,
		family: 'enterprise/3d',
		...shared,
		fields: {
			...fromText,
			...fewSteps,
			model_id: { ...text, default: 'instantmesh' },
			output_format: choice(formats, 'obj'),
			// Marked as required beside their defaults.
			num_inference_steps: required(whole(10, 1)),
			foreground_ratio: required(number(0.85)),
			resolution: required(whole(256, 1, 512)),
			guidance_scale: number(1),
		},
	},
	{
		path: `${enterprise}/image_to_3d`,
		family: 'enterprise/3d',
		...shared,
		fields: { ...fromImage, output_format: choice(['glb'], 'glb') },
	},
];
