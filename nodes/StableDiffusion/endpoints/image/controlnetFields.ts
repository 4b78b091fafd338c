import type { Choice, Field } from '../endpoint';
import * as field from '../fields';

/** The enterprise page has these; v5 adds four that belong to Flux, most of all. */
const controls: Choice[] = [
	{ value: 'canny', name: 'Canny' },
	{ value: 'depth', name: 'Depth' },
	{ value: 'face_detector', name: 'Face Detector' },
	{ value: 'hed', name: 'HED' },
	{ value: 'inpaint', name: 'Inpaint' },
	{ value: 'lineart', name: 'Line Art' },
	{ value: 'mlsd', name: 'MLSD' },
	{ value: 'normal', name: 'Normal' },
	{ value: 'openpose', name: 'OpenPose' },
	{ value: 'qrcode', name: 'QR Code' },
	{ value: 'scribble', name: 'Scribble' },
	{ value: 'segmentation', name: 'Segmentation' },
	{ value: 'shuffle', name: 'Shuffle' },
	{ value: 'softedge', name: 'Soft Edge' },
	{ value: 'tile', name: 'Tile' },
];
const newer: Choice[] = [
	{ value: 'blur', name: 'Blur' },
	{ value: 'gray', name: 'Gray', description: 'Flux only' },
	{ value: 'low_quality', name: 'Low Quality', description: 'Flux only' },
	{ value: 'pose', name: 'Pose' },
];
const perFamily: Field['perFamily'] = { v5: { choices: [...controls, ...newer] } };

export const controlFields: readonly Field[] = [
	{
		name: 'controlnet_model',
		kind: 'choices',
		displayName: 'ControlNet Models',
		description:
			'What guides the image. Flux takes one of Blur, Canny, Depth, Gray, Low Quality, Pose and Tile; other models take several.',
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
		description: "What kind of picture 'Control Image' is",
		default: 'canny',
		choices: controls,
		perFamily,
	},
	{
		name: 'auto_hint',
		kind: 'flag',
		displayName: 'Auto Hint',
		description:
			'Whether the service itself draws the control image, out of the image given. Off by default on an enterprise server.',
		// Each page prints a default of its own.
		default: true,
		perFamily: { enterprise: { default: false } },
	},
	{
		name: 'guess_mode',
		kind: 'flag',
		displayName: 'Guess Mode',
		description: 'Whether the model guesses what the image shows, for calls without a prompt',
		default: false,
	},
	{
		name: 'controlnet_conditioning_scale',
		kind: 'number',
		displayName: 'ControlNet Scale',
		description: 'How strongly the control image guides the result, 0.1 to 5 (enterprise up to 20)',
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
		description: "A finished control image, such as edges or depth; for 'Auto Hint' off",
		takes: 'base64',
	},
	{
		...field.maskImage,
		description: "White is painted anew; with 'Inpaint' among the ControlNet models",
		place: 'options',
		required: false,
		takes: 'base64',
	},
];
