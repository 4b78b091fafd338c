// What a conversation with the agent is judged by: what the model was sent, the sandbox's books, and the answer.
import { PNG } from 'pngjs';
import type { Sandbox } from '../sandbox/server';
import type { Execution } from '../scripts/lib/n8nClient';
import { wordsOf } from '../scripts/lib/pictures';
import { about, agent, conversation, type Credentials, type Talk } from './agentFlows';
import type { AnyN8n } from './anyN8n';
import type { Checks } from './checks';
import type { OpenAi, ToolResult, Turn } from './openAi';
import { until } from './runs';

/** What every conversation needs. */
export interface Scene {
	sandbox: Sandbox;
	n8n: AnyN8n;
	openAi: OpenAi;
	credentials: Credentials;
	checks: Checks;
}

/** What became of a conversation. */
export interface Outcome {
	execution: Execution;
	turns: Turn[];
	/** Of the tool, as the model got them. */
	results: ToolResult[];
	/** The agent's words. */
	answer: string;
}

/** Has one conversation with empty books. */
export async function talk(scene: Scene, name: string, what: Talk): Promise<Outcome> {
	const { sandbox, openAi, n8n, credentials, checks } = scene;
	const { runs } = n8n;
	sandbox.books.clear();
	openAi.turns.length = 0;
	const workflow = await runs.save(conversation(name, what, credentials, n8n.isOld));
	const execution = await runs.run(workflow);
	// n8n 1.x tells the end of an execution before what came out of it; an agent that fails leaves nothing.
	const whole = await until('The data of the run', 20_000, async () => {
		const found = await runs.client.execution(execution.id);
		return found.runs[agent] || found.error ? found : undefined;
	});
	const { status } = whole;
	checks.check(
		'the run ends well',
		status === 'success',
		status === 'success' ? status : wordsOf(whole),
	);
	const turns = [...openAi.turns];
	const output = whole.runs[agent]?.at(-1)?.data?.main[0]?.[0]?.json.output;
	const results = turns.at(-1)?.results ?? [];
	return { execution: whole, turns, results, answer: String(output ?? '') };
}

/** The model must have been offered one tool with a text argument, each with words that it can use. */
export function checkOffer({ checks }: Scene, { turns }: Outcome): void {
	const [tool] = turns[0]?.tools ?? [];
	const { type, description } = tool?.parameters.properties?.prompt ?? {};
	checks.check(
		'the model is offered the tool, with the argument and its description',
		type === 'string' && description === about && tool.description.length > 10,
		tool ? `${tool.name}: "${tool.description}", prompt: ${type}, "${description}"` : 'no tool',
	);
}

/** So many submits must have been sent, each once. */
export function checkSubmits({ sandbox, checks }: Scene, wanted: string[]): void {
	const submits = sandbox.books.requests.filter(({ kind }) => kind === 'submit');
	const prompts = submits.map(({ body }) => String(body?.prompt));
	checks.check(
		wanted.length === 1
			? 'exactly one submit is sent'
			: `exactly ${wanted.length} submits are sent`,
		[...prompts].sort().join() === [...wanted].sort().join(),
		`${prompts.length}: ${prompts.join(', ')}`,
	);
}

/** The agent's answer must hold the link of every picture, and each link must show one. */
export async function checkPictures(
	{ sandbox, checks }: Scene,
	{ answer }: Outcome,
	count: number,
): Promise<void> {
	const made = sandbox.books.jobs.flatMap(({ links }) => links);
	const told = made.filter((link) => answer.includes(link));
	checks.check(
		count === 1 ? "the agent's answer holds the picture's link" : `its answer holds ${count} links`,
		told.length === count && made.length === count,
		`${told.length} of ${made.length} links: ${answer}`,
	);
	const sizes = await Promise.all(
		(answer.match(/https?:\S+/g) ?? []).map(async (link) => {
			const response = await fetch(link);
			const { width, height } = PNG.sync.read(Buffer.from(await response.arrayBuffer()));
			return `${response.status}, ${width} x ${height}`;
		}),
	);
	checks.check(
		'what is behind it is a picture',
		sizes.length === count && sizes.every((size) => size === '200, 256 x 256'),
		sizes.join('; ') || 'no link',
	);
}

/** Names that stand for a whole answer of the service. */
const dumps = ['meta', 'response', 'submitResponse', 'base64', 'output_base64'];

/** What in a result is not lean. */
function fat(text: string, key: string): string[] {
	const items = JSON.parse(text) as Array<Record<string, unknown>>;
	const names = items.flatMap((item) => Object.keys(item));
	return [
		...dumps.filter((name) => names.includes(name)),
		...(/[A-Za-z0-9+/]{200}/.test(text) ? ['base64'] : []),
		...(text.includes('undefined') ? ['undefined'] : []),
		...(text.includes(key) ? ['the key'] : []),
	];
}

/** What the model gets of each call must be small JSON without anything that it cannot use. */
export function checkLean(
	{ sandbox, checks }: Scene,
	{ results }: Outcome,
	{ most, names }: { most: number; names: string[] },
): number {
	const texts = results.map(({ text }) => text);
	const found = texts.flatMap((text) => fat(text, sandbox.key));
	const missing = texts.flatMap((text) =>
		(JSON.parse(text) as object[]).flatMap((item) => names.filter((name) => !(name in item))),
	);
	const longest = Math.max(0, ...texts.map(({ length }) => length));
	checks.check(
		`what the model gets is lean JSON${names.length > 0 ? ` with ${names.join(', ')}` : ''}`,
		texts.length > 0 && found.length === 0 && missing.length === 0 && longest <= most,
		[
			`${longest} characters, at most ${most}`,
			...(found.length > 0 ? [`it holds ${found.join(', ')}`] : []),
			...(missing.length > 0 ? [`without ${missing.join(', ')}`] : []),
			texts[0] ?? 'nothing came back',
		].join('; '),
	);
	return longest;
}

/** The service's key must be nowhere in what the model was sent. */
export function checkSecret({ sandbox, checks }: Scene, { turns }: Outcome): void {
	const sent = turns.map(({ raw }) => raw).join('\n');
	checks.check(
		"the service's key is nowhere in what the model was sent",
		turns.length > 0 && !sent.includes(sandbox.key),
		`${turns.length} requests, ${sent.length} characters`,
	);
}

/** The model must be told what happened and what to do, and the agent must answer with it. */
export function checkTold(
	{ checks }: Scene,
	{ results, answer }: Outcome,
	happened: RegExp,
	todo: RegExp,
): void {
	const text = results.at(-1)?.text ?? '';
	checks.check('the model is told what happened', happened.test(text), text || 'nothing');
	checks.check('and what to do about it', todo.test(text), text || 'nothing');
	checks.check('the agent goes on and answers', happened.test(answer), answer || 'no answer');
}
