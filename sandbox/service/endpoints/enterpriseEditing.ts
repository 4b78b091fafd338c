import type { Endpoint, Fields } from '../endpoint';
import { callback, flag, image, number, required, seed, text, whole } from '../fields';
import {
	face,
	faceStyle,
	fashion,
	fluxHeadshot,
	headShot,
	mask,
	objectRemoval,
	outpaint,
	qwenEdit,
	removeBackground,
} from './editFields';

/**
 * Image editing on enterprise servers. Some of its pages mark every field as required, the callback too; the fields
 * that are required in public are required here.
 */

type Row = Omit<Endpoint, 'path' | 'family'>;

const success = ['generationTime', 'proxy_links', 'meta'] as const;

const magicMix: Fields = {
	prompt: required(text),
	negative_prompt: text,
	image: required(image),
	width: whole(768, 1),
	height: whole(768, 1),
	kmin: number(0.3, 0, 1),
	kmax: number(0.5, 0, 1),
	mix_factor: number(0.5, 0, 1),
	steps: whole(20, 1, 50),
	samples: { ...whole(1, 1, 1), echo: 'n_samples' },
	seed,
	...callback,
};

/** The one page of these that marks single fields; its seed is marked too, and still null in what it prints. */
const faceOfServer: Fields = {
	...face,
	s_scale: required(face.s_scale),
	safety_checker: required(face.safety_checker),
	safety_checker_type: required(face.safety_checker_type),
};

const imageEditing: Record<string, Row> = {
	face_gen: { makes: 'portrait', sizeOfInput: true, fields: { ...face, ...faceStyle }, success },
	fashion: {
		makes: 'fashion',
		output: 'proxyOnly',
		fields: {
			...fashion,
			init_image: { ...fashion.init_image, echo: 'image' },
			cloth_image: { ...fashion.cloth_image, echo: 'cloth' },
			guidance_scale: number(7.5, 1, 20),
			seed,
			// The page has a boolean, its printed body "no".
			temp: flag(false, { form: 'both', plain: true }),
		},
	},
	head_shot: { makes: 'portrait', fields: headShot, success },
	magic_mix: { makes: 'img2img', fields: magicMix },
	mask_creator: { makes: 'mask', fields: mask, success },
	object_removal: { makes: 'eraseObject', fields: objectRemoval, success },
	outpaint: { makes: 'outpaint', fields: outpaint, success },
	qwen_edit: { makes: 'img2img', fields: qwenEdit, success },
	removebg_mask: { makes: 'removeBackground', fields: removeBackground },
};

function at(base: string, family: string, rows: Record<string, Row>): Endpoint[] {
	return Object.entries(rows).map(([name, row]) => ({ ...row, path: `${base}/${name}`, family }));
}

const enterprise = '/api/v1/enterprise';

export const enterpriseEditing: Endpoint[] = [
	...at(`${enterprise}/image_editing`, 'enterprise/image_editing', imageEditing),
	...at(`${enterprise}/face_gen`, 'enterprise/face_gen', {
		make_gen: { makes: 'portrait', sizeOfInput: true, fields: faceOfServer, success },
	}),
	...at(`${enterprise}/flux_headshot`, 'enterprise/flux_headshot', {
		make_gen: {
			makes: 'portrait',
			sizeOfInput: true,
			fields: { ...fluxHeadshot(2048), base64: flag(false) },
			success,
		},
	}),
];
