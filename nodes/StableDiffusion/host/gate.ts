import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { advise } from '../api/advice';
import { FieldError, shown } from '../endpoints/check';
import { familiesOf } from '../endpoints/endpoint';
import { waitBelow, type Seen } from '../job/gate';
import type { Order } from '../job/job';
import { byJobs, endpointOf, measures, type Measure } from './gateProperties';
import { lineOf } from './request';
import type { Trip } from './trip';
import { wishesOf } from './wishes';

/** The item whose values count: the gate is asked once for the whole run. */
const first = 0;

/** @throws FieldError */
function measureOf(context: IExecuteFunctions): Measure {
	const wanted = context.getNodeParameter('measure', first, byJobs);
	const measure = measures.find(({ value }) => value === wanted);
	if (measure) return measure;
	throw new FieldError(
		"'Measure' has no such choice",
		`It is ${shown(wanted)}. It must be one of: ${measures.map(({ value }) => value).join(', ')}.`,
	);
}

/** @throws FieldError */
function belowOf(context: IExecuteFunctions): number {
	const given = context.getNodeParameter('below', first, 5);
	const below = Number(given);
	if (below >= 1 && below < Infinity) return below;
	throw new FieldError("'Below' must be a number of at least 1", `It is ${shown(given)}.`);
}

/** @throws FieldError */
function orderFor(context: IExecuteFunctions, measure: Measure): Order {
	const endpoint = endpointOf(measure);
	const variants = familiesOf(endpoint);
	const [only, ...others] = variants;
	const chosen = others.length > 0 ? context.getNodeParameter('family', first, only) : only;
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
 * Waits for capacity; gives what an agent is told, nothing where items are to pass.
 * @throws FieldError, JobError, Stopped, NodeOperationError when time is up and that is to stop the node
 */
async function pass({ context, account }: Trip): Promise<IDataObject | undefined> {
	const measure = measureOf(context);
	const below = belowOf(context);
	const { deadline, lean } = wishesOf(context, first);
	const order = orderFor(context, measure);
	const { timeUp } = context.getNodeParameter('options', first, {}) as IDataObject;
	const line = lineOf(context, account);
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
}

/** One wait for each run of the node, however many items it has. */
const passes = new WeakMap<IExecuteFunctions, Promise<IDataObject | undefined>>();

/**
 * One item through System > Wait for Capacity: it comes out as it went in, when the gate has opened for all.
 * An agent gets one item that says what was seen.
 * @throws FieldError, JobError, Stopped, NodeOperationError
 */
export async function runGate(trip: Trip): Promise<INodeExecutionData[]> {
	const { context, item } = trip;
	const passing = passes.get(context) ?? pass(trip);
	passes.set(context, passing);
	const forAgent = await passing;
	const pairedItem = { item };
	if (forAgent === undefined) return [{ ...context.getInputData()[item], pairedItem }];
	return item === first ? [{ json: forAgent, pairedItem }] : [];
}
