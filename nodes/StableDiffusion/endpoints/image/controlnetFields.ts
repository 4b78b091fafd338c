import type { Choice, Field } from '../endpoint';
import * as field from '../fields';

/** The enterprise page has these; v5 adds four that belong to Flux, most of all. */
const controls: Choice[] = [
	{ value: 'canny', name: 'Canny', description: 'Sharp edges' },
	{ value: 'depth', name: 'Depth', description: 'What is near and what is far' },
	{
		value: 'face_detector',
		name: 'Face Detector',
		description: 'Where faces are and how they look',
	},
	{ value: 'hed', name: 'HED', description: 'Soft outlines' },
	{ value: 'inpaint', name: 'Inpaint', description: 'All but the masked part' },
	{ value: 'lineart', name: 'Line Art', description: 'Drawn lines' },
	{ value: 'mlsd', name: 'MLSD', description: 'Straight lines, as of buildings' },
	{ value: 'normal', name: 'Normal', description: 'Which way each surface faces' },
	{ value: 'openpose', name: 'OpenPose', description: 'How people stand and move' },
	{ value: 'qrcode', name: 'QR Code', description: 'A code or pattern, hidden in the image' },
	{ value: 'scribble', name: 'Scribble', description: 'A rough sketch' },
	{ value: 'segmentation', name: 'Segmentation', description: 'Which area is what' },
	{ value: 'shuffle', name: 'Shuffle', description: 'Colours and style, in another order' },
	{ value: 'softedge', name: 'Soft Edge', description: 'Soft edges' },
	{ value: 'tile', name: 'Tile', description: 'The whole image, with finer detail' },
];
const newer: Choice[] = [
	{ value: 'blur', name: 'Blur', description: 'A blurred image, to be made sharp' },
	{ value: 'gray', name: 'Gray', description: 'A grey image, to be coloured; Flux only' },
	{
		value: 'low_quality',
		name: 'Low Quality',
		description: 'A poor image, to be made good; Flux only',
	},
	{ value: 'pose', name: 'Pose', description: 'How people stand and move' },
];
const perFamily: Field['perFamily'] = { v5: { choices: [...controls, ...newer] } };

export const controlFields: readonly Field[] = [
	{
		name: 'controlnet_model',
		kind: 'choices',
		displayName: 'ControlNet Models',
		description:
			'What the result keeps of the image given. Flux takes one of Blur, Canny, Depth, Gray, Low Quality, Pose and Tile; other models take several.',
		place: 'main',
		required: true,
		default: 'canny',
		choices: controls,
		perFamily,
	},
	{
		name: 'controlnet_type',
		kind: 'choice',
		displayName: 'ControlNet Type',
		description: "What the picture in 'Control Image' shows, such as edges or a pose",
		default: 'canny',
		choices: controls,
		perFamily,
	},
	{
		name: 'auto_hint',
		kind: 'flag',
		displayName: 'Auto Hint',
		description:
			'Whether the service draws the control image itself, out of the image given; off, you give a finished one. Off by default on an enterprise server.',
		// Each page prints a default of its own.
		default: true,
		perFamily: { enterprise: { default: false } },
	},
	{
		name: 'guess_mode',
		kind: 'flag',
		displayName: 'Guess Mode',
		description:
			'Whether the model guesses from the control image alone what to paint, for calls without a prompt',
		default: false,
	},
	{
		name: 'controlnet_conditioning_scale',
		kind: 'number',
		displayName: 'ControlNet Scale',
		description:
			'How strictly the result keeps to the control image: less leaves the prompt more freedom',
		default: 1,
		min: 0.1,
		max: 5,
		// The enterprise page prints 1 to 20; below 1 is useful and known to v5.
		perFamily: { enterprise: { max: 20 } },
	},
	{
		name: 'control_image',
		kind: 'image',
		displayName: 'Control Image',
		description:
			"A finished picture of edges, depth or a pose that the result keeps to; for 'Auto Hint' off",
		takes: 'base64',
	},
	{
		...field.maskImage,
		description:
			"Black and white image of the same size: white is painted anew; needs 'Inpaint' among the ControlNet models",
		place: 'options',
		required: false,
		takes: 'base64',
	},
];
