// A stand-in of OpenAI's API, as far as n8n's AI Agent speaks it: chat completions and responses. Its model is a
// simple one. For every text in double quotes that the user writes it asks for one call of the tool that it was
// offered, with that text as the argument; without quotes for one call without arguments. When the results are there,
// it answers with the links in them. What a real model could not work with is refused as OpenAI does: HTTP 400.
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';

type Json = Record<string, unknown>;

/** A tool as the model is offered it, in both APIs alike. */
export interface OfferedTool {
	name: string;
	description: string;
	parameters: {
		properties?: Record<string, { type?: string; description?: string }>;
		required?: string[];
	};
}

/** A call of a tool that the model asks for. */
interface ToolCall {
	id: string;
	name: string;
	arguments: string;
}

/** A call that the model asked for and what came back, as the model got it. */
export interface ToolResult {
	call: ToolCall;
	text: string;
}

/** One request, as the model understood it. */
export interface Turn {
	api: 'completions' | 'responses';
	/** Milliseconds since 1970. */
	time: number;
	user: string;
	tools: OfferedTool[];
	results: ToolResult[];
	/** What the model answered. */
	answer: { calls: ToolCall[] } | { text: string } | { refused: string };
	/** The untouched request. */
	raw: string;
}

export interface OpenAi {
	/** Base URL, as the credential takes it. */
	url: string;
	key: string;
	turns: Turn[];
	close(): Promise<void>;
}

/** What the model has read of a request. */
type Reading = Pick<Turn, 'user' | 'tools' | 'results'>;

class Refusal extends Error {}

const links = /https?:\/\/[^\s"\\,\]})]+/g;

/** A text, or a list of parts of which some have one. */
const textOf = (content: unknown): string =>
	typeof content === 'string'
		? content
		: ((content ?? []) as Array<{ text?: string }>).map(({ text }) => text ?? '').join('');

/** Joins each result with the call that it belongs to. */
function joined(calls: ToolCall[], results: Array<{ id: unknown; text: string }>): ToolResult[] {
	for (const { id } of calls) {
		const count = results.filter((result) => result.id === id).length;
		if (count !== 1) throw new Refusal(`The call ${id} has ${count} results.`);
	}
	return results.map(({ id, text }) => {
		const call = calls.find((each) => each.id === id);
		if (!call) throw new Refusal(`A result belongs to the call ${String(id)}, which nobody made.`);
		return { call, text };
	});
}

/** The messages after the last one of the user. */
function sinceUser<Message extends Json>(messages: Message[]): { user: string; later: Message[] } {
	const at = messages.map(({ role }) => role).lastIndexOf('user');
	if (at < 0) throw new Refusal('No message is from the user.');
	return { user: textOf(messages[at].content), later: messages.slice(at + 1) };
}

function readCompletions(body: Json): Reading {
	const { user, later } = sinceUser(body.messages as Json[]);
	const calls = later.flatMap(({ tool_calls = [] }) =>
		(tool_calls as Array<{ id: string; function: Omit<ToolCall, 'id'> }>).map((call) => ({
			id: call.id,
			...call.function,
		})),
	);
	const results = later
		.filter(({ role }) => role === 'tool')
		.map(({ tool_call_id, content }) => ({ id: tool_call_id, text: textOf(content) }));
	const tools = ((body.tools ?? []) as Array<{ function: OfferedTool }>).map(
		(tool) => tool.function,
	);
	return { user, tools, results: joined(calls, results) };
}

function readResponses(body: Json): Reading {
	const input = body.input as Json[];
	const { user, later } = sinceUser(input);
	const calls = later
		.filter(({ type }) => type === 'function_call')
		.map(({ call_id, name, arguments: given }) => ({
			id: String(call_id),
			name: String(name),
			arguments: String(given),
		}));
	const results = later
		.filter(({ type }) => type === 'function_call_output')
		.map(({ call_id, output }) => ({ id: call_id, text: textOf(output) }));
	const tools = ((body.tools ?? []) as Array<OfferedTool & { type: string }>).filter(
		({ type }) => type === 'function',
	);
	return { user, tools, results: joined(calls, results) };
}

/** The calls that a user's words lead to. */
function callsFor({ user, tools }: Reading): ToolCall[] {
	if (tools.length !== 1) throw new Refusal(`${tools.length} tools are offered, not one.`);
	const [{ name, parameters }] = tools;
	if (!/^[\w-]{1,64}$/.test(name)) throw new Refusal(`'${name}' is no name of a tool.`);
	const quoted = [...user.matchAll(/"([^"]+)"/g)].map(([, text]) => text);
	const properties = Object.entries(parameters.properties ?? {});
	const wanted = properties.filter(([, { type }]) => type === 'string').map(([key]) => key);
	if (quoted.length > 0 && wanted.length === 0) {
		throw new Refusal(`The tool's schema has no text parameter: ${JSON.stringify(parameters)}`);
	}
	const given = quoted.length > 0 ? quoted.map((text) => ({ [wanted[0]]: text })) : [{}];
	return given.map((values) => {
		const missing = (parameters.required ?? []).filter((key) => !(key in values));
		if (missing.length > 0) throw new Refusal(`The tool wants ${missing.join(', ')} too.`);
		return { id: '', name, arguments: JSON.stringify(values) };
	});
}

/** The answer to results: each link once, or what the tool said where it gave none. */
const answerTo = (results: ToolResult[]): string =>
	results
		.map(({ text }) => [...new Set(text.match(links))].join(' ') || `There is no link in ${text}`)
		.join('\n');

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

function asCompletion(
	model: unknown,
	id: string,
	answer: Exclude<Turn['answer'], { refused: string }>,
) {
	const isText = 'text' in answer;
	const message = isText
		? { role: 'assistant', content: answer.text }
		: {
				role: 'assistant',
				content: null,
				tool_calls: answer.calls.map(({ id: call, ...rest }) => ({
					id: call,
					type: 'function',
					function: rest,
				})),
			};
	const finish_reason = isText ? 'stop' : 'tool_calls';
	return {
		id: `chatcmpl-${id}`,
		object: 'chat.completion',
		created: 0,
		model,
		choices: [{ index: 0, message, logprobs: null, finish_reason }],
		usage,
	};
}

function asResponse(
	model: unknown,
	id: string,
	answer: Exclude<Turn['answer'], { refused: string }>,
) {
	const output =
		'text' in answer
			? [
					{
						type: 'message',
						id: `msg_${id}`,
						role: 'assistant',
						status: 'completed',
						content: [{ type: 'output_text', text: answer.text, annotations: [] }],
					},
				]
			: answer.calls.map(({ id: call_id, ...rest }) => ({
					type: 'function_call',
					id: `fc_${call_id}`,
					call_id,
					status: 'completed',
					...rest,
				}));
	return {
		id: `resp_${id}`,
		object: 'response',
		created_at: 0,
		status: 'completed',
		error: null,
		incomplete_details: null,
		model,
		output,
		usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
	};
}

/** Starts the stand-in on any free port of 127.0.0.1. */
export async function startOpenAi(): Promise<OpenAi> {
	const key = 'sk-stand-in-0123456789abcdef';
	const turns: Turn[] = [];
	let calls = 0;
	const server = fastify({ bodyLimit: 64 * 1024 * 1024, forceCloseConnections: true });

	const answer = (api: Turn['api'], body: Json): { code: number; body: Json } => {
		const read = api === 'completions' ? readCompletions : readResponses;
		const turn: Turn = {
			api,
			time: Date.now(),
			user: '',
			tools: [],
			results: [],
			answer: { text: '' },
			raw: JSON.stringify(body),
		};
		turns.push(turn);
		try {
			if (body.stream) throw new Refusal('This stand-in does not stream.');
			Object.assign(turn, read(body));
			turn.answer =
				turn.results.length > 0
					? { text: answerTo(turn.results) }
					: { calls: callsFor(turn).map((call) => ({ ...call, id: `call_${(calls += 1)}` })) };
			const form = api === 'completions' ? asCompletion : asResponse;
			return { code: 200, body: form(body.model, String(turns.length), turn.answer) };
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			turn.answer = { refused: error.message };
			const told = {
				message: error.message,
				type: 'invalid_request_error',
				param: null,
				code: null,
			};
			return { code: 400, body: { error: told } };
		}
	};

	server.addHook('onRequest', async (request, reply) => {
		if (request.headers.authorization === `Bearer ${key}`) return;
		await reply.code(401).send({ error: { message: 'Incorrect API key provided.' } });
	});
	server.get('/v1/models', async () => ({ object: 'list', data: [{ id: 'gpt-5-mini' }] }));
	for (const [path, api] of [
		['/v1/chat/completions', 'completions'],
		['/v1/responses', 'responses'],
	] as const) {
		server.post(path, async (request, reply) => {
			const said = answer(api, request.body as Json);
			return await reply.code(said.code).send(said.body);
		});
	}
	await server.listen({ host: '127.0.0.1', port: 0 });
	const { port } = server.server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		key,
		turns,
		close: async () => await server.close(),
	};
}
