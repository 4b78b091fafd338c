import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { advise } from '../api/advice';
import { FieldError, shown } from '../endpoints/check';
import { familiesOf } from '../endpoints/endpoint';
import type { Batch } from '../job/batch';
import { waitBelow, type Seen } from '../job/gate';
import type { Order } from '../job/job';
import { byJobs, endpointOf, measures, type Measure } from './gateProperties';
import type { Trip, Work } from './trip';
import { wishesOf } from './wishes';

/** @throws FieldError */
function measureOf({ read }: Trip): Measure {
	const wanted = read('measure', byJobs);
	const measure = measures.find(({ value }) => value === wanted);
	if (measure) return measure;
	throw new FieldError(
		"'Measure' has no such choice",
		`It is ${shown(wanted)}. It must be one of: ${measures.map(({ value }) => value).join(', ')}.`,
	);
}

/** @throws FieldError */
function belowOf({ read }: Trip): number {
	const given = read('below', 5);
	const below = Number(given);
	if (below >= 1 && below < Infinity) return below;
	throw new FieldError("'Below' must be a number of at least 1", `It is ${shown(given)}.`);
}

/** @throws FieldError */
function orderFor({ read }: Trip, measure: Measure): Order {
	const endpoint = endpointOf(measure);
	const variants = familiesOf(endpoint);
	const [only, ...others] = variants;
	const chosen = others.length > 0 ? read('family', only) : only;
	const family = variants.find((name) => name === chosen);
	const path = family && endpoint.variants[family];
	if (path === undefined)
		throw new FieldError("'API' has no such choice", `It is ${shown(chosen)}.`);
	return { path, body: {}, family, method: endpoint.method, facts: { thing: endpoint.thing } };
}

const secondsOf = ({ waitedMs }: Seen): number => Math.round(waitedMs / 1000);

/** What was seen, in one sentence. */
function told(seen: Seen, { words }: Measure, below: number, host: string): string {
	const waited = secondsOf(seen);
	const number = seen.number === undefined ? undefined : words(seen.number);
	if (seen.free) return `Went on ${waited === 0 ? 'at once' : `after ${waited} s`}: ${number}`;
	const { trouble: why } = seen;
	const trouble = why && advise(why.trouble, { ...why.facts, host }).title;
	const last = trouble === undefined ? '' : `. The last question got no usable answer: ${trouble}`;
	if (number === undefined)
		return `Time was up after ${waited} s, and no usable answer came: ${trouble}`;
	return `Time was up after ${waited} s: still ${number}, and not below ${below}${last}`;
}

/**
 * Looks at the parameters; what is left is to wait, which gives what an agent is told, nothing where items are
 * to pass.
 * @throws FieldError
 */
function gateFor(trip: Trip): () => Promise<IDataObject | undefined> {
	const { context, account, batch, read } = trip;
	const measure = measureOf(trip);
	const below = belowOf(trip);
	const { limitSeconds, lean } = wishesOf(trip);
	const order = orderFor(trip, measure);
	const { timeUp } = read('options', {}) as IDataObject;
	return async () => {
		const { line } = batch;
		const deadline = line.now() + limitSeconds * 1000;
		const seen = await waitBelow(order, { name: measure.value, below, deadline }, line);
		const message = account.hide(told(seen, measure, below, account.origin));
		if (!seen.free && timeUp === 'stop') {
			if (seen.number === undefined && seen.trouble) throw seen.trouble;
			throw new NodeOperationError(
				context.getNode(),
				`There was no capacity within ${secondsOf(seen)} s`,
				{
					description: `${message}. Raise 'Below' or 'Time Limit', or let 'When Time Is Up' go on.`,
				},
			);
		}
		context.addExecutionHints?.({
			message,
			type: seen.free ? 'info' : 'warning',
			location: 'outputPane',
		});
		if (!lean) return undefined;
		return {
			free: seen.free,
			...(seen.number !== undefined && { [measure.value]: seen.number }),
			waited: Math.round(seen.waitedMs / 10) / 100,
			...(seen.number === undefined && { message }),
		};
	};
}

interface Passing {
	readonly first: number;
	readonly wait: () => Promise<IDataObject | undefined>;
}

/** One gate for each run of the node, however many items it has; the values of the first one count. */
const gates = new WeakMap<Batch, Passing>();

/** The same work, done once for all who ask for it. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
	let done: Promise<T> | undefined;
	return async () => await (done ??= work());
}

/**
 * One item for System > Wait for Capacity: it comes out as it went in, when the gate has opened for all. An
 * agent gets one item that says what was seen.
 * @throws FieldError
 */
export function prepareGate(trip: Trip): Work {
	const { context, item, batch } = trip;
	const { first, wait } = gates.get(batch) ?? { first: item, wait: once(gateFor(trip)) };
	gates.set(batch, { first, wait });
	const pairedItem = { item };
	return async () => {
		const forAgent = await wait();
		if (forAgent === undefined) return [{ ...context.getInputData()[item], pairedItem }];
		return item === first ? [{ json: forAgent, pairedItem }] : [];
	};
}
