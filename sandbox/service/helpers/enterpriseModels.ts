import { json, type Answer } from '../../core/answer';
import type { Desk } from '../../core/desk';
import { refusedBy } from '../call';
import type { Fields } from '../endpoint';
import { callback, choice, flag, required, text } from '../fields';
import { enterpriseShelf } from '../models';
import { holdsWord } from '../shelf';
import { done, enterprise, type Helper, type HelperCall } from './helper';

const base = '/api/v1/enterprise';
const { webhook } = callback;
const modelId: Fields = { model_id: required(text) };
const precisions = ['fp16', 'fp32'] as const;

/** The models and VAEs of the text_to_image server. */
export const enterpriseModelHelpers: Helper[] = [
	{ path: `${base}/get_all_models`, family: enterprise, answer: allModels },
	{
		path: `${base}/load_model`,
		family: enterprise,
		fields: {
			url: required(text),
			...modelId,
			model_type: required(
				choice(['huggingface', 'api_trained', 'custom_ckpt', 'lora', 'controlnet']),
			),
			from_safetensors: flag(false),
			revision: choice(precisions, 'fp32'),
			upcast_attention: flag(false),
			webhook,
		},
		answer: loadModel,
	},
	{
		path: `${base}/load_model_v2`,
		family: enterprise,
		fields: {
			url: required(text),
			...modelId,
			model_category: required(
				choice(['lora', 'stable_diffusion', 'stable_diffusion_xl', 'controlnet']),
			),
			model_format: required(choice(['ckpt', 'safetensors', 'pt', 'diffusers'])),
			revision: choice(precisions, 'fp16'),
			webhook,
		},
		answer: loadModel,
	},
	{
		path: `${base}/verify_model`,
		family: enterprise,
		fields: modelId,
		answer: (_desk, { account, values }) =>
			enterpriseShelf(account).isReady(String(values.model_id), account)
				? done(enterprise, 'Model exists on server')
				: notThere(),
	},
	{
		path: `${base}/delete_model`,
		family: enterprise,
		fields: modelId,
		answer: (_desk, { account, values }) =>
			enterpriseShelf(account).remove(String(values.model_id))
				? done(enterprise, 'Model deleted on server')
				: notThere(),
	},
	{
		path: `${base}/load_vae`,
		family: enterprise,
		fields: {
			vae_id: required(text),
			vae_url: required(text),
			vae_type: required(choice(['diffusers', 'safetensors', 'pt'])),
			webhook,
		},
		answer: loadVae,
	},
	{
		path: `${base}/sync_models`,
		family: enterprise,
		fields: { sync_key: required(text) },
		answer: syncModels,
	},
];

function allModels(_desk: Desk, { account }: HelperCall): Answer {
	const models = enterpriseShelf(account)
		.ready()
		.map(({ id, readyAt }) => ({ model_id: id, load_data: loadData(readyAt) }));
	return json(200, { models, status: 'success' });
}

function loadModel(desk: Desk, { account, values }: HelperCall): Answer {
	const id = String(values.model_id);
	enterpriseShelf(account).load(desk, { id }, (isReady) =>
		announce(desk, values.webhook, id, isReady),
	);
	return done(enterprise, 'model load started');
}

/** No call asks for the VAEs of a server, so the end of loading shows in the callback alone. */
function loadVae(desk: Desk, { values }: HelperCall): Answer {
	const id = String(values.vae_id);
	desk.timers.later(desk.options.secondsPerJob, () =>
		announce(desk, values.webhook, id, !holdsWord(id, 'broken')),
	);
	return done(enterprise, 'VAE load started');
}

/** Copies the models of the key's server to the server of the second key. */
function syncModels(desk: Desk, { account, values }: HelperCall): Answer {
	const second = desk.accounts.find(values.sync_key);
	if (second?.kind !== 'enterprise') {
		return refusedBy(enterprise, enterprise.refusalCode, 'Invalid sync_key');
	}
	const models = enterpriseShelf(account).ready();
	for (const model of models) enterpriseShelf(second).add({ ...model });
	return done(enterprise, `${models.length} Models synced successfully`, {
		model_list: models.map(({ id }) => id),
	});
}

/** The service prints the yes of `verify_model` only; a no in this form is an assumption. */
function notThere(): Answer {
	return refusedBy(enterprise, enterprise.refusalCode, 'Model does not exist on server');
}

/** The body of this callback is not printed anywhere: status, message and the id that was given. */
function announce(desk: Desk, webhook: unknown, id: string, isReady: boolean): void {
	if (typeof webhook !== 'string') return;
	desk.callbacks.post(desk.queue.nextId(), webhook, {
		status: isReady ? 'success' : 'failed',
		message: isReady ? 'model loaded' : 'model could not be loaded',
		model_id: id,
	});
}

/** `MM/DD/YYYY hh:mm:ss`, in UTC. */
function loadData(time: number): string {
	const [day, clock] = new Date(time).toISOString().slice(0, 19).split('T');
	const [year, month, date] = day.split('-');
	return `${month}/${date}/${year} ${clock}`;
}
