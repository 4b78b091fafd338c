// npm run e2e:agent: an AI Agent of a real n8n with our node as its tool. The model is a stand-in of OpenAI's API,
// which asks for what it is told to and answers with the links that come back. What the agent answers can be opened,
// what the model reads is short, and the service's key is not in it.
//
// --n8n DIR     another n8n (a folder with node_modules/n8n), on this Node.js or on the one of --node PATH
// --only WORDS  only the groups with these words in their names
import { credentialFor, openSandbox } from '../scripts/lib/sandbox';
import { atEnd, runScript } from '../scripts/lib/shutdown';
import type { Talk } from './agentFlows';
import {
	checkLean,
	checkOffer,
	checkPictures,
	checkSecret,
	checkSubmits,
	checkTold,
	type Scene,
	talk,
} from './agentScene';
import { n8nIn, n8nOptions, openAnyN8n } from './anyN8n';
import { Checks } from './checks';
import { type Figure, figures } from './figures';
import { startOpenAi, type Turn } from './openAi';

/** Characters that the result of one picture may have. */
const mostOfPicture = 400;
const slowSeconds = 3;
/** An account of the sandbox's without credits. */
const poorKey = 'sandbox-poor-0123456789abcdef';
const rows: Figure[] = [];

async function onePicture(scene: Scene, api: Turn['api']): Promise<void> {
	const prompt = `a boat on a lake by ${api}`;
	const outcome = await talk(scene, `One picture by ${api}`, { api, says: `Draw "${prompt}"` });
	checkOffer(scene, outcome);
	checkSubmits(scene, [prompt]);
	await checkPictures(scene, outcome, 1);
	const names = ['id', 'status', 'url'];
	const characters = checkLean(scene, outcome, { most: mostOfPicture, names });
	checkSecret(scene, outcome);
	rows.push([`Characters of a picture's result, by ${api}`, characters]);
	rows.push([
		`Characters of the tool's offer, by ${api}`,
		JSON.stringify(outcome.turns[0].tools).length,
	]);
}

async function twoPictures(scene: Scene): Promise<void> {
	const outcome = await talk(scene, 'Two pictures', {
		api: 'completions',
		says: 'Draw "a cat on a wall" and "a dog on a wall"',
	});
	checkSubmits(scene, ['a cat on a wall', 'a dog on a wall']);
	await checkPictures(scene, outcome, 2);
	checkLean(scene, outcome, { most: mostOfPicture, names: ['id', 'status', 'url'] });
	checkSecret(scene, outcome);
	const [asked, answered] = outcome.turns;
	rows.push(['Seconds for two pictures of 1 s in one turn', seconds(asked, answered)]);
}

const seconds = (from: Turn, to: Turn): number => Math.round((to.time - from.time) / 100) / 10;

async function slowJob(scene: Scene): Promise<void> {
	const { sandbox, checks } = scene;
	sandbox.options.secondsPerJob = slowSeconds;
	const outcome = await talk(scene, 'A slow picture', {
		api: 'responses',
		says: 'Draw "a snail on a wall"',
	});
	sandbox.options.secondsPerJob = 1;
	checkSubmits(scene, ['a snail on a wall']);
	await checkPictures(scene, outcome, 1);
	const waited = seconds(outcome.turns[0], outcome.turns[1]);
	checks.check('the tool waits for it', waited >= slowSeconds, `${waited} s`);
}

/** What the service refuses, told to the model. */
async function refused(
	scene: Scene,
	how: { name: string; talk: Talk; happened: RegExp; todo: RegExp },
): Promise<void> {
	const outcome = await talk(scene, how.name, how.talk);
	checkTold(scene, outcome, how.happened, how.todo);
	checkSecret(scene, outcome);
}

async function badPrompt(scene: Scene): Promise<void> {
	await refused(scene, {
		name: 'A refused prompt',
		talk: { api: 'completions', says: 'Draw "a forbidden garden"' },
		happened: /refused the prompt/,
		todo: /Rephrase/,
	});
}

async function noCredits(scene: Scene): Promise<void> {
	const { sandbox, n8n } = scene;
	const { name, type, data } = credentialFor(sandbox.url, poorKey);
	const { client } = n8n.runs;
	const made = await client.send<{ id: string }>('POST', '/credentials', { name, type, data });
	await refused(scene, {
		name: 'No credits',
		talk: { api: 'responses', says: 'Draw "a purse"', service: made.id },
		happened: /not enough credits/,
		todo: /top up|add credits|buy/i,
	});
}

/** One of two calls in a turn goes wrong: the other one's picture is there all the same. */
async function oneOfTwo(scene: Scene): Promise<void> {
	const outcome = await talk(scene, 'One of two', {
		api: 'completions',
		says: 'Draw "a cat in a garden" and "a forbidden dog"',
	});
	await checkPictures(scene, outcome, 1);
	scene.checks.check(
		'the model hears of the refusal too',
		outcome.results.some(({ text }) => /refused the prompt/.test(text)),
		outcome.results.map(({ text }) => text).join(' ') || 'nothing came back',
	);
}

async function withoutFiles(scene: Scene): Promise<void> {
	const load = await talk(scene, 'System load', {
		api: 'completions',
		says: 'How busy is the service?',
		parameters: { resource: 'system', operation: 'systemLoad' },
	});
	checkLean(scene, load, { most: 400, names: [] });
	checkSecret(scene, load);
	const models = await talk(scene, 'Models', {
		api: 'completions',
		says: 'Which models are there?',
		parameters: { resource: 'model', operation: 'getMany', limit: 5 },
	});
	const characters = checkLean(scene, models, { most: 5 * 400, names: ['model_id'] });
	checkSecret(scene, models);
	rows.push(['Characters of a list of 5 models', characters]);
}

/** What the editor is told of the tool. */
async function inEditor({ n8n, checks }: Scene): Promise<void> {
	const types = await n8n.runs.client.nodeTypes();
	const name = 'n8n-nodes-stable-diffusion-api.stableDiffusion';
	const node = types.find((type) => type.name === name) ?? {};
	const tool = types.find((type) => type.name === `${name}Tool`) ?? {};
	const { displayName, description, outputs, inputs } = tool;
	checks.check(
		'the editor has the tool, with words that an agent can use',
		typeof description === 'string' && description.length > 40,
		`${String(displayName)}: ${String(description)}`,
	);
	checks.check(
		'it is connected as a tool and in no other way',
		JSON.stringify([inputs, outputs]) === '[[],["ai_tool"]]',
		`inputs ${JSON.stringify(inputs)}, outputs ${JSON.stringify(outputs)}`,
	);
	const namesOf = (type: Record<string, unknown>) =>
		((type.properties ?? []) as Array<{ name: string }>).map((property) => property.name);
	const [own, all] = [namesOf(node), namesOf(tool)];
	const missing = own.filter((each) => !all.includes(each));
	const added = all.filter((each) => !own.includes(each));
	checks.check(
		'it has every parameter of the node',
		own.length > 0 && missing.length === 0,
		missing.length > 0
			? `without ${missing.join(', ')}`
			: `${own.length} entries; n8n's own beside: ${added.join(', ')}`,
	);
}

async function main(): Promise<number> {
	const { n8n: folder, node, only } = n8nOptions({ only: true });
	const n8n = await n8nIn(folder, node);
	const sandbox = await openSandbox({ secondsPerJob: 1, keys: [{ key: poorKey, credits: 0 }] });
	const openAi = await startOpenAi();
	atEnd(async () => await openAi.close());
	const house = await openAnyN8n(n8n, credentialFor(sandbox.url, sandbox.key), { name: 'agent' });
	const data = { apiKey: openAi.key, url: openAi.url, header: false };
	const made = await house.runs.client.send<{ id: string }>('POST', '/credentials', {
		name: 'OpenAI',
		type: 'openAiApi',
		data,
	});
	const credentials = { openAi: made.id, service: house.credentialId };
	const scene: Scene = { sandbox, n8n: house, openAi, credentials, checks: new Checks() };
	const groups: Array<[string, () => Promise<void>]> = [
		['The tool in the editor', async () => await inEditor(scene)],
		['One picture, by chat completions', async () => await onePicture(scene, 'completions')],
		['One picture, by responses', async () => await onePicture(scene, 'responses')],
		['Two pictures in one turn', async () => await twoPictures(scene)],
		['A job that takes a while', async () => await slowJob(scene)],
		['A prompt that the service refuses', async () => await badPrompt(scene)],
		['An account without credits', async () => await noCredits(scene)],
		['One call of two is refused', async () => await oneOfTwo(scene)],
		['Operations without files', async () => await withoutFiles(scene)],
	];
	for (const [name, work] of groups) {
		if (only === undefined || name.includes(only)) await scene.checks.group(name, work);
	}
	if (only === undefined) figures(`agent-${n8n.version}`, rows);
	return scene.checks.end();
}

runScript(main);
