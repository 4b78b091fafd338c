import type { Endpoint, Fields, PictureMaking } from '../endpoint';
import {
	callbackByNumber,
	choice,
	flag,
	image,
	number,
	required,
	seed,
	text,
	whole,
} from '../fields';

/** The words name three values; the default of one endpoint, and the printed bodies of others, have a fourth. */
const steps = ['21', '31', '41', '51'] as const;

const picture: Fields = {
	init_image: required(image),
	base64: flag(false),
	...callbackByNumber,
};

const common: Fields = {
	...picture,
	prompt: required(text),
	negative_prompt: text,
	// No limits are documented but for `make`, whose scale ends at 10.
	strength: number(undefined, 0, 10),
	num_inference_steps: choice(steps, '51'),
	guidance_scale: whole(8, 1, 20),
	temp: flag(false),
	seed,
};

const scenarios = [
	'beach',
	'desert',
	'plain',
	'taiga',
	'mountain',
	'snow',
	'jungle',
	'city',
	'underwater',
	'urban',
	'forest',
] as const;

const specific: Fields = { specific_object: text };
const removal: Fields = { ...picture, object_name: required(text) };

const row = (name: string, fields: Fields, makes: PictureMaking = 'img2img'): Endpoint => ({
	path: `/api/v6/interior/${name}`,
	family: 'interior',
	makes,
	fields,
});

const publicRows = [
	row('make', { ...common, ...specific, scale_down: whole(6) }),
	row('floor_planning', common),
	row('room_decorator', { ...common, ...specific }),
	row('sketch_rendering', common),
	row('exterior_restorer', common),
	row('scenario_changer', { ...common, scenario: required(choice(scenarios)) }),
	row('object_removal', removal, 'eraseObject'),
	{
		...row('interior_mixer', {
			...picture,
			object_image: required(image),
			prompt: required(text),
			width: whole(undefined, 512, 2048),
			height: whole(undefined, 512, 2048),
			guidance_scale: whole(undefined),
			num_inference_steps: whole(8, 1),
		}),
		sizeOfInput: true,
	},
];

const ownStrength: Fields = { strength: number(0.99, 0, 1) };
const ownServer = (name: string, fields: Fields, makes?: PictureMaking): Endpoint => ({
	...row(name, fields, makes),
	path: `/api/v1/enterprise/interior/${name}`,
	family: 'enterprise/interior',
});

const enterpriseRows = [
	ownServer('make', { ...common, ...ownStrength, scale_down: whole(6) }),
	ownServer('floor_planning', { ...common, ...ownStrength, ...specific }),
	ownServer('room_decorator', { ...common, ...ownStrength, ...specific }),
	ownServer('sketch_rendering', { ...common, ...ownStrength, prompt: text }),
	ownServer('exterior_restorer', { ...common, ...ownStrength }),
	ownServer('scenario_changer', {
		...common,
		...ownStrength,
		// The own server's page knows no prompt and four of the scenarios.
		prompt: text,
		scenario: required(choice(scenarios.slice(0, 4))),
	}),
	ownServer('object_removal', removal, 'eraseObject'),
];

export const interior: Endpoint[] = [...publicRows, ...enterpriseRows];
