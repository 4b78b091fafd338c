/** What some operations need to be there first, laid at the sandbox past the node. */
import type { IDataObject } from 'n8n-workflow';
import { keyOf, type Endpoint } from '../../nodes/StableDiffusion/endpoints/endpoint';
import type { Sandbox } from '../../sandbox/server';
import { files } from './media';
import { until } from './until';

/** A sandbox with a key of each kind. */
export interface Ground {
	sandbox: Sandbox;
	key: string;
	enterpriseKey: string;
}

const pause = async (milliseconds: number): Promise<void> =>
	await new Promise((resolve) => setTimeout(resolve, milliseconds));

const byId = (value: unknown): IDataObject => ({ __rl: true, mode: 'id', value }) as IDataObject;

/** A call of the sandbox past the node. */
export async function direct(
	{ sandbox, key }: Ground,
	path: string,
	body: IDataObject,
): Promise<IDataObject> {
	const answer = await fetch(`${sandbox.url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ key, ...body }),
	});
	return (await answer.json()) as IDataObject;
}

/** A link to a file of each kind that the sandbox itself can open. */
export async function linkTo(ground: Ground, kind: keyof typeof files): Promise<string> {
	const [path, field, mime] = {
		image: ['/api/v6/base64_to_url', 'base64_string', 'image/png'],
		audio: ['/api/v6/voice/base64_to_url', 'init_audio', 'audio/wav'],
		video: ['/api/v6/video/base64_to_url', 'init_obj', 'image/gif'],
		model3d: ['/api/v6/3d/base64_to_url', 'init_obj', 'model/glb'],
	}[kind];
	const base64 = files[kind].bytes.toString('base64');
	const { output } = await direct(ground, path, { [field]: `data:${mime};base64,${base64}` });
	return (output as string[])[0];
}

async function startedTraining(ground: Ground): Promise<string> {
	const { training_id } = await direct(ground, '/api/v3/lora_fine_tune', {
		instance_prompt: 'photo of zwx mug',
		class_prompt: 'photo of a mug',
		images: [await linkTo(ground, 'image')],
		training_type: 'men',
		max_train_steps: '18',
	});
	return training_id as string;
}

async function endedTraining(ground: Ground): Promise<void> {
	const path = `/api/v3/fine_tune_status/${await startedTraining(ground)}`;
	await until(async () => (await direct(ground, path, {})).messege === 'model_ready');
}

/** A text counts among the files of type voice, which is not the type that is preselected. */
export async function finishedLyrics(ground: Ground): Promise<IDataObject> {
	const { id } = await direct(ground, '/api/v6/voice/lyrics_generator', { prompt: 'a boat' });
	ground.sandbox.finish();
	const path = `/api/v6/voice/fetch/${String(id)}`;
	await until(async () => (await direct(ground, path, {})).status === 'success');
	return { request_id: id, type: 'voice' };
}

async function loadedModel(ground: Ground): Promise<IDataObject> {
	const model_id = `doomed-${Date.now()}`;
	const owner = { ...ground, key: ground.enterpriseKey };
	const model = { url: 'x/y', model_id, model_type: 'huggingface' };
	await direct(owner, '/api/v1/enterprise/load_model', model);
	await pause(400);
	return { model_id: byId(model_id) };
}

/** Makes what an operation needs to be there, and gives the parameters that name it. */
export async function prepare(ground: Ground, endpoint: Endpoint): Promise<IDataObject> {
	switch (keyOf(endpoint)) {
		case 'model:getTraining':
		case 'model:cancelTraining':
		case 'model:deleteTraining':
			return { training_id: byId(await startedTraining(ground)) };
		case 'model:getManyTrainings':
			await endedTraining(ground);
			return {};
		case 'model:delete':
			return await loadedModel(ground);
		case 'upload:deleteFiles':
			return await finishedLyrics(ground);
		case 'account:getManyGeneratedFiles':
			await finishedLyrics(ground);
			return { type: 'voice' };
		case 'voice:getManyVoices': {
			const init_audio = await linkTo(ground, 'audio');
			const voice = { name: 'mine', init_audio, language: 'english' };
			await direct(ground, '/api/v6/voice/voice_upload', voice);
			return {};
		}
		default:
			return {};
	}
}
