import { because } from './because';

const text2img = '/api/v6/images/text2img';
const img2img = '/api/v6/images/img2img';
const inpaint = '/api/v6/images/inpaint';
const communityModels = [text2img, img2img, inpaint];
const realtime = ['text2img', 'img2img', 'inpaint'].map((name) => `/api/v6/realtime/${name}`);
const controlnet = ['/api/v5/controlnet'];

/** Community Models, Realtime and ControlNet. */
export const images = [
	...because(
		'The page on errors says 256 to 1024 for this API',
		communityModels,
		['height', 'minimum', '256', 'nothing'],
		['width', 'minimum', '256', 'nothing'],
	),
	...because(
		'The smallest side that the description of ControlNet prints; smaller ones make no picture',
		realtime,
		['height', 'minimum', '64', 'nothing'],
		['width', 'minimum', '64', 'nothing'],
	),
	...because(
		'On an older edition of its page and in the echo of real answers; gone from the description',
		communityModels,
		['enhance_style', 'unknown', 'text, default enhance, one of 185 values', 'nothing'],
		['tomesd', 'unknown', 'boolean, default true', 'nothing'],
	),
	...because(
		'On an older edition of its page and in its samples; gone from the description',
		[text2img],
		['embeddings_model', 'unknown', 'text', 'nothing'],
		['panorama', 'unknown', 'boolean, default false', 'nothing'],
		['self_attention', 'unknown', 'boolean, default false', 'nothing'],
	),
	...because(
		'On its page or in its samples; missing in the description',
		realtime,
		['enhance_prompt', 'unknown', 'boolean, default true', 'nothing'],
		['enhance_style', 'unknown', 'text, default enhance, one of 185 values', 'nothing'],
		['temp', 'unknown', 'boolean, default false', 'nothing'],
	),
	...because(
		'The service has no default; one model is preselected so that a first call works',
		[text2img, img2img],
		['model_id', 'default', 'flux', 'nothing'],
	),
	...because(
		'The service has no default; of the Flux models its table has only this one for inpainting',
		[inpaint],
		['model_id', 'default', 'fluxdev', 'nothing'],
	),
	...because(
		'Flux Kontext is an operation of its own here; every other model is at image to image',
		[img2img],
		['model_id', 'choices', 'flux-kontext-dev', 'any'],
	),
	...because(
		'A default of 31 stands beside the maximum of 20, and another page says 20 to 50; more is cut',
		[img2img, inpaint],
		['num_inference_steps', 'maximum', '50', '20'],
	),
	...because(
		'Only the key is marked; without a model and a control model no sample makes a picture',
		controlnet,
		['model_id', 'required', 'true', 'false'],
		['controlnet_model', 'required', 'true', 'false'],
	),
	...because(
		'The default of 30 is not among the two values that are printed beside it',
		controlnet,
		['num_inference_steps', 'choices', 'any', '21, 31'],
		['num_inference_steps', 'maximum', '50', 'nothing'],
	),
];
