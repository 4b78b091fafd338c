import type { Endpoint, Field, Fields } from '../endpoint';
import {
	callback,
	choice,
	flag,
	generation,
	image,
	number,
	required,
	size,
	text,
	whole,
} from '../fields';

const { seed, ...words } = generation;
/** All that the pages of qwen have; they name no seed. */
const plain: Fields = { ...words, ...size(64, 1024), ...callback };

const common: Fields = {
	...plain,
	seed,
	safety_checker: flag(false),
	instant_response: flag(false),
	base64: flag(false),
};

/** Several pictures, or one as plain text. */
const pictures: Field = { type: 'list', of: 'image', maxItems: 10, required: true };
/** Beside the picture; `temp` stands in the printed bodies only. */
const strength: Fields = { strength: number(0.7, 0, 1), temp: flag(false) };
const lora: Fields = { lora_model: text, lora_strength: { ...text, default: 1 } };
const two: Field = { ...whole(1, 1, 2), echo: 'n_samples' };

/** The rows of one server; a picture that is missing on a page is one that the server does not make. */
function server(name: string, rows: Partial<Record<Row, Fields>>): Endpoint[] {
	return Object.entries(rows).map(([makes, fields]) => ({
		path: `/api/v1/enterprise/${name}/${makes}`,
		family: `enterprise/${name}`,
		makes: makes as Row,
		fields,
		success: ['generationTime', 'proxy_links', 'nsfw_content_detected', 'webhook_status', 'meta'],
	}));
}
type Row = 'text2img' | 'img2img' | 'inpaint';

/** One server can run either model, and is told which one. */
const deployed: Fields = { deploy_type: choice(['flux', 'flux_2_dev'], 'flux') };

export const flux: Endpoint[] = [
	...server('flux', {
		text2img: { ...common, ...deployed },
		img2img: { ...common, ...deployed, init_image: pictures, ...strength },
	}),
	...server('flux_klein', {
		text2img: common,
		img2img: { ...common, init_image: pictures, ...strength },
	}),
	...server('flux_kontext_dev', {
		img2img: { ...common, init_image: required(image), init_image_2: image, ...strength },
	}),
	...server('z_image_turbo', {
		text2img: { ...common, ...lora, samples: two },
		img2img: { ...common, ...lora, samples: two, init_image: required(image) },
	}),
	...server('qwen', {
		text2img: { ...plain, samples: two },
		img2img: { ...plain, samples: two, init_image: required(image) },
		inpaint: {
			...plain,
			samples: two,
			init_image: required(image),
			mask_image: required(image),
		},
	}),
];
