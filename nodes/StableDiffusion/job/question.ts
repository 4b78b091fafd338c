import type { Body, Reply } from '../api/reply';
import type { Question } from '../endpoints/endpoint';

/** A question that is ready to be posted: the filled path, the body beside the key. */
export interface Ask {
	readonly path: string;
	readonly body: Readonly<Record<string, unknown>>;
	readonly stage?: Question['stage'];
}

/** IDs that a path may be filled with; whatever else is not put into an address. */
const plain = /^[A-Za-z0-9][\w.-]*$/;

/** A value as text, from what answered first, else from what was sent. */
const textIn = (name: string, ...bodies: Body[]): string | undefined =>
	bodies
		.map((body) => body[name])
		.filter((value) => typeof value === 'string' || typeof value === 'number')
		.map(String)
		.find((value) => value !== '');

/**
 * The question about something that was accepted, and the name of what it is about; no `id` if neither
 * the answer nor the order names it.
 */
export function askOf(
	question: Question,
	order: { readonly path: string; readonly body: Body },
	answer: Body,
): { id?: string; ask: Ask } {
	const id = textIn(question.id, answer, order.body);
	const path = (question.path ?? order.path).replace(
		/\{(\w+)\}/g,
		(_, name: string) => textIn(name, answer, order.body) ?? '',
	);
	const carried = (question.carries ?? []).map((name) => [name, order.body[name]] as const);
	return {
		id: id !== undefined && (plain.test(id) || !question.path?.includes('{')) ? id : undefined,
		ask: { path, body: Object.fromEntries(carried), stage: question.stage },
	};
}

/** What a question without a stage means by these: it is not there yet. */
const notThere = new Set<string>(['model', 'unknownJob', 'other']);

/** Reads an answer to such a question: only the last stage, or a success, is the end. */
export function judged(reply: Reply, { stage }: Ask): Reply {
	const { body, status, id } = reply;
	const notYet: Reply = { state: 'running', body, status, id };
	if (stage === undefined) {
		const missing = reply.state === 'refused' && notThere.has(reply.cause);
		return missing || reply.state === 'failed' ? notYet : reply;
	}
	if (reply.state !== 'done') return reply;
	const words = stage.at
		.map((name) => body[name])
		.filter((value): value is string => typeof value === 'string')
		.map((value) => value.trim().toLowerCase());
	if (words.some((word) => stage.ready.includes(word))) return reply;
	const bad = words.find((word) => stage.failed.some((part) => word.includes(part)));
	return bad === undefined
		? notYet
		: { state: 'failed', body, status, id, reason: bad, unknownJob: false };
}
