// Orders as they come in from outside, in production: each starts one execution of three pictures.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Draft } from './batches';
import { parkFor, parkInProduction, waitInProduction } from './parkFlows';
import type { QueueHouse } from './queueHouse';
import { until } from './runs';

/** How the jobs of an order are waited for. */
export type Kind = 'memory' | 'parked';
export const kinds: Kind[] = ['memory', 'parked'];

export const picturesPerOrder = 3;
/** How long an order is sent again that n8n was not ready for, in milliseconds. */
const patience = 300_000;

/** One order, and what the caller was told. */
export interface Order {
	kind: Kind;
	/** Milliseconds since 1970. */
	began: number;
	/** Missing while there is no answer. */
	tookMs?: number;
	/** HTTP code of the last answer; 0 = none came. */
	code?: number;
	/** How often it was sent once more, because n8n had answered 503, which it does before it looks at anything. */
	again: number;
}

const pathOf = (kind: Kind): string => `queue-${kind}`;

/** With it the service's books tell which execution a job belongs to. */
const track = { track_id: '={{ $execution.id }}' };

/** Saves and publishes a workflow; gives its id when the webhook process knows its address. */
async function publish({ runs, postgres }: QueueHouse, draft: Draft): Promise<string> {
	const id = await runs.save(draft);
	await runs.publish(id);
	const known = `select "webhookPath" from webhook_entity where "workflowId" = '${id}'`;
	await until('The address of a workflow', 60_000, () =>
		postgres.query(known).length > 0 ? true : undefined,
	);
	return id;
}

/** Saves and publishes a workflow whose orders are parked for so many seconds at most; gives its id. */
export async function publishParked(
	house: QueueHouse,
	path: string,
	limit: number,
): Promise<string> {
	const how = { credentialId: house.credentialId, ...parkFor(limit, track) };
	return await publish(house, parkInProduction(path, path, how));
}

/** Saves and publishes a workflow for each kind; gives their ids. */
export async function publishFlows(
	house: QueueHouse,
	limit: number,
): Promise<Record<Kind, string>> {
	const path = pathOf('memory');
	const how = { credentialId: house.credentialId, options: track };
	const memory = await publish(house, waitInProduction(path, path, how));
	return { memory, parked: await publishParked(house, pathOf('parked'), limit) };
}

/** Sends one order; gives the HTTP code of the answer, 0 where none came. */
export async function order(
	{ webhooks }: QueueHouse,
	path: string,
	number: number,
): Promise<number> {
	const prompts = ['on a lake', 'in a storm', 'on the beach'].map((where) => ({
		prompt: `order ${number}, a boat ${where}`,
	}));
	try {
		const answer = await fetch(`${webhooks}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ prompts: prompts.slice(0, picturesPerOrder) }),
			signal: AbortSignal.timeout(120_000),
		});
		await answer.arrayBuffer();
		return answer.status;
	} catch {
		return 0;
	}
}

/** Sends so many orders of each kind, in turns and one every so many milliseconds, whatever becomes of them. */
export async function sendOrders(
	house: QueueHouse,
	each: number,
	pause: number,
	orders: Order[],
): Promise<void> {
	const sent: Array<Promise<void>> = [];
	const send = async (kind: Kind, number: number): Promise<void> => {
		const one: Order = { kind, began: Date.now(), again: 0 };
		orders.push(one);
		let code = await order(house, pathOf(kind), number);
		for (const limit = Date.now() + patience; code === 503 && Date.now() < limit; one.again++) {
			await sleep(2_000);
			code = await order(house, pathOf(kind), number);
		}
		one.code = code;
		one.tookMs = Date.now() - one.began;
	};
	for (let number = 0; number < each; number++) {
		for (const kind of kinds) {
			sent.push(send(kind, number));
			await sleep(pause);
		}
	}
	await Promise.all(sent);
}
