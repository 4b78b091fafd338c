import { because, type Entry } from './because';

/** What two descriptions of one path say against each other: file by file in alphabetical order. */

const nothing = 'nothing';
const conflict = (field: string, theirs: string): Entry => [
	field,
	'conflict',
	'one meaning',
	theirs,
];

export const conflicts = [
	...because(
		'Only the description of Community Models has it; Flux shares the path, where it is offered',
		['/api/v6/images/text2img'],
		...[
			['algorithm_type', 'text, default none, one of dpmsolver+++/none'],
			['enhance_prompt', 'boolean, default yes'],
			['highres_fix', 'boolean, default false'],
			['ip_adapter_id', 'text, one of 5 values'],
			['ip_adapter_image', 'text'],
			['ip_adapter_scale', 'number, at least 0, at most 1'],
			['multi_lingual', 'boolean, default false'],
			['scheduler', 'text, one of 18 values'],
			['upscale', 'boolean, default false'],
			['use_karras_sigmas', 'boolean, default true'],
		].map(([field, community]) => conflict(field, `${community} | ${nothing}`)),
	),
	...because(
		'Only the description of Flux has it; Community Models share the path, where it is offered',
		['/api/v6/images/text2img'],
		...[
			['injected_noise_alpha', 'number, at least 0, at most 1, default 0.75'],
			['sigma_threshold', 'number, at least 0, at most 1, default 0.45'],
			['true_cfg_scale', 'number, at least 0, at most 10, default 1'],
			['use_cfg_zero_star', 'boolean, default true'],
			['use_zero_init', 'boolean, default false'],
			['zero_steps', 'integer, at least 0, at most 50, default 0'],
		].map(([field, flux]) => conflict(field, `${nothing} | ${flux}`)),
	),
	...because(
		'The default of 31 fits only the larger of the two limits, which is taken; more is cut',
		['/api/v6/images/text2img'],
		conflict(
			'num_inference_steps',
			'integer, at least 1, at most 20, default 31 | integer, at least 1, at most 50, default 31',
		),
	),
	...because(
		'Its page takes several, separated by commas, which only a text can hold, as for Flux',
		['/api/v6/images/text2img'],
		conflict('lora_strength', 'integer | text'),
	),
	...because(
		'Optional in one of the two; it is always sent, which both take',
		['/api/v3/base64_crop'],
		conflict(
			'crop',
			'text, required, default true, one of false/true | text, default true, one of false/true',
		),
	),
];
