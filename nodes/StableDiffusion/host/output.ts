import type { IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { seconds, type Body } from '../api/reply';
import type { Finished, Ticket } from '../job/job';
import type { Received } from './files';

/** A link that the service says to be kept for a day only dies this many milliseconds after its making. */
export const day = 24 * 3_600_000;

const meta = (body: Body): Body =>
	typeof body.meta === 'object' && body.meta !== null && !Array.isArray(body.meta)
		? (body.meta as Body)
		: {};

/** The first of several places that has a value. */
const firstOf = (name: string, ...bodies: Body[]): unknown =>
	bodies
		.map((body) => body[name])
		.find((value) => value !== undefined && value !== null && value !== '');

const round = (value: number | undefined): number | undefined =>
	value === undefined ? undefined : Math.round(value * 100) / 100;

/** JSON has no `undefined`; leaving it out keeps the output free of noise. */
export const without = (json: Record<string, unknown>): IDataObject =>
	Object.fromEntries(
		Object.entries(json).filter(([, value]) => value !== undefined),
	) as IDataObject;

/** What is worth knowing of a job, in the service's own names. */
export function facts(
	body: Body,
	later: Body = body,
): {
	seed?: unknown;
	track_id?: unknown;
	generationTime?: number;
	eta?: number;
	unsafe: boolean;
	temporary: boolean;
} {
	const echo = { ...meta(body), ...meta(later) };
	return {
		seed: firstOf('seed', later, body, echo),
		track_id: firstOf('track_id', later, body, echo),
		generationTime: round(seconds(firstOf('generationTime', later, body))),
		eta: round(seconds(firstOf('eta', body))),
		unsafe: firstOf('nsfw_content_detected', later, body) === true,
		temporary: ['yes', true, 'true'].includes((echo as Body).temp as string | boolean),
	};
}

/** The items of a finished job: one per file, or one for all. */
export function finishedItems(
	job: Finished,
	files: readonly Received[],
	how: {
		item: number;
		perJob: boolean;
		simplify: boolean;
		lean: boolean;
		binaryField: string;
		now: number;
	},
): INodeExecutionData[] {
	const { unsafe, temporary, ...known } = facts(job.first, job.last);
	const common = {
		family: job.family,
		...known,
		waited: job.waitedMs === undefined ? undefined : round(job.waitedMs / 1000),
		nsfw_content_detected: unsafe || undefined,
		expires: temporary ? new Date(how.now + day).toISOString() : undefined,
	};
	// A job of another node was submitted there, so its first answer is told there.
	const twoAnswers = job.first !== job.last && job.waitedMs !== undefined;
	// No agent reads a picture that is spelled out as text.
	const isSpelledOut = how.lean && files.some(({ base64 }) => base64 !== undefined);
	const told = (body: Body): Body =>
		isSpelledOut ? without({ ...body, output: undefined }) : body;
	const raw = how.simplify
		? {}
		: { response: told(job.last), ...(twoAnswers && { submitResponse: told(job.first) }) };
	const head = { id: job.id, status: 'success' };
	const pairedItem = { item: how.item };
	if (how.perJob) {
		const binary: IBinaryKeyData = {};
		files.forEach((file, index) => {
			if (file.binary)
				binary[index === 0 ? how.binaryField : `${how.binaryField}_${index}`] = file.binary;
		});
		const output = files
			.map(({ link, base64, text }) => link ?? (how.lean ? undefined : base64) ?? text)
			.filter((value) => value !== undefined);
		const words = files.flatMap(({ link, text }) => (link && text ? [text] : []));
		const text = words.length > 0 ? words.join('\n\n') : undefined;
		return [
			{
				json: without({ ...head, output, text, ...common, ...raw }),
				...(Object.keys(binary).length > 0 && { binary }),
				pairedItem,
			},
		];
	}
	return files.map((file, index) => ({
		json: without({
			...head,
			url: file.link,
			base64: how.lean ? undefined : file.base64,
			text: file.text,
			index,
			...common,
			...raw,
		}),
		...(file.binary && { binary: { [how.binaryField]: file.binary } }),
		pairedItem,
	}));
}

/** The item of a job that is still in the making: exactly what Result > Fetch takes. */
export function openItem(
	ticket: Ticket,
	how: {
		item: number;
		simplify: boolean;
		waitedMs?: number;
		operation?: string;
		/** Whether its result is words, which Result > Fetch must know to take an empty text for one. */
		words?: boolean;
	},
): INodeExecutionData {
	const { seed, track_id } = facts(ticket.first);
	return {
		json: without({
			id: ticket.id,
			status: 'processing',
			family: ticket.family,
			operation: how.operation,
			fetch_result: ticket.fetchResult,
			result_path: ticket.address?.path,
			result_guess: ticket.address?.guessed,
			words: how.words,
			eta: round(ticket.eta),
			seed,
			track_id,
			waited: how.waitedMs === undefined ? undefined : round(how.waitedMs / 1000),
			...(how.simplify ? {} : { response: ticket.first }),
		}),
		pairedItem: { item: how.item },
	};
}

/** The item of something that was accepted and is ready: a loaded model, a finished training. */
export function readyItem(
	job: Finished,
	how: { item: number; simplify: boolean; name?: string; operation: string },
): INodeExecutionData {
	const { first, last } = job;
	return {
		json: without({
			id: job.id,
			status: 'success',
			...(how.name !== undefined && { [how.name]: job.id }),
			family: job.family,
			operation: how.operation,
			message: firstOf('message', last) ?? firstOf('messege', last),
			waited: job.waitedMs === undefined ? undefined : round(job.waitedMs / 1000),
			...(how.simplify
				? {}
				: { response: last, submitResponse: first === last ? undefined : first }),
		}),
		pairedItem: { item: how.item },
	};
}
