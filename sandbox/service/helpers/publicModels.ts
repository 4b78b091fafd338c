import { json, type Answer } from '../../core/answer';
import type { Desk } from '../../core/desk';
import { refusedBy } from '../call';
import type { Fields } from '../endpoint';
import { families } from '../families';
import { choice, flag, required, text } from '../fields';
import { listedModels, publicShelf } from '../models';
import { holdsWord } from '../shelf';
import { done, early, present, type Helper, type HelperCall } from './helper';

const upload: Fields = {
	// A link, or an id of Hugging Face.
	url: required(text),
	model_id: required(text),
	force_load: flag(true),
	model_format: required(choice(['diffusers', 'safetensors', 'ckpt'])),
	revision: choice(['fp16', 'fp32'], 'fp16'),
	// The openapi has the first four, the page the first two and the others.
	model_category: required(
		choice([
			'stable_diffusion',
			'stable_diffusion_xl',
			'flux',
			'z_image',
			'controlnet',
			'lora',
			'embeddings',
			'flux_lora',
			'flux_embeddings',
			'flux_checkpoint',
		]),
	),
	model_subcategory: choice(['lora']),
	model_visibility: required(choice(['private', 'public'], 'public')),
	model_name: required(text),
	model_image: { type: 'link' },
	hf_upload: flag(false),
};

/** The models of everybody: the list, waking one, adding one. */
export const publicModelHelpers: Helper[] = [
	...['/api/v4/dreambooth', '/api/v3/dreambooth'].map((base): Helper => ({
		path: `${base}/model_list`,
		family: families.dreambooth,
		answer: (desk) => json(200, listedModels(desk)),
	})),
	...['/api/v6/images', '/api/v4/dreambooth', '/api/v3/dreambooth'].map((base): Helper => ({
		path: `${base}/model_reload`,
		family: present,
		fields: { model_id: required(text) },
		answer: reload,
	})),
	{
		path: '/api/v3/load_model',
		family: { ...early, messageField: 'message' },
		fields: upload,
		answer: load,
	},
];

/** A model with the word `cold` in its id has been put away, and comes back when it is asked for. */
function reload(desk: Desk, { account, values }: HelperCall): Answer {
	const shelf = publicShelf(desk);
	const id = String(values.model_id);
	if (shelf.isReady(id, account)) return done(present, 'Model is loaded');
	if (!shelf.isLoading(id)) {
		if (!holdsWord(id, 'cold')) return refusedBy(present, 400, `Model not found: ${id}`);
		shelf.load(desk, { id });
	}
	return json(200, { status: 'processing', message: 'Model is being loaded' });
}

/** A private model can be used by its own key only, and is not in the list. */
function load(desk: Desk, { account, values }: HelperCall): Answer {
	const id = String(values.model_id);
	const isPublic = values.model_visibility === 'public';
	publicShelf(desk).load(desk, {
		id,
		...(isPublic
			? { listing: { name: String(values.model_name), picture: String(values.model_image ?? '') } }
			: { owner: account }),
	});
	return done(present, 'model load started');
}
