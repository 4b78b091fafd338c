import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, JsonObject } from 'n8n-workflow';
import { FieldError } from '../endpoints/check';
import { Over } from '../job/batch';
import { registry } from '../endpoints';
import { prepareCustom } from './custom';
import { errorItem, itemError } from './errors';
import { prepareGate } from './gate';
import { hints } from './hints';
import { gateKey } from './jobProperties';
import { prepareEndpoint, prepareFetch } from './operations';
import { lastLook, park } from './park';
import { pause, stopped, Stopped } from './request';
import { selectionOf } from './selection';
import { eachForItself, share } from './share';
import { highlight, namedJobs } from './told';
import type { Shared, Trip, Work } from './trip';

/** What became of a step: its result, or what it threw. */
type Fate<T> = { readonly value: T } | { readonly thrown: unknown };

const fateOf = async <T>(step: () => Promise<T>): Promise<Fate<T>> =>
	await step().then(
		(value) => ({ value }),
		(thrown: unknown) => ({ thrown }),
	);

/** An item whose fate ends the run. */
class Ended extends Error {
	constructor(
		readonly item: number,
		readonly thrown: unknown,
	) {
		super();
	}
}

/** @throws FieldError, JobError */
async function prepare(trip: Trip): Promise<Work> {
	const selected = selectionOf(trip);
	const work = await prepareOperation(trip);
	return selected ? async () => (await work()).map(selected) : work;
}

async function prepareOperation(trip: Trip): Promise<Work> {
	const resource = String(trip.read('resource'));
	const operation = String(trip.read('operation'));
	const key = `${resource}:${operation}`;
	if (key === gateKey) return prepareGate(trip);
	const endpoint = registry.get(key);
	if (endpoint) return await prepareEndpoint(trip, endpoint);
	if (resource === 'result') return prepareFetch(trip);
	if (resource === 'custom') return prepareCustom(trip, operation);
	throw new FieldError(
		`There is no operation ${operation} for ${resource}`,
		'Choose both from their lists.',
	);
}

/** Items that are looked at without a breath in between; n8n hears nothing of a Stop meanwhile. */
const atOnce = 50;

/**
 * Checks every item, before anything is sent for any of them.
 * @throws Ended by the first one that is not in order, unless each has its own fate
 */
async function checkAll(
	context: IExecuteFunctions,
	opened: Fate<Shared>,
	goesOn: boolean,
): Promise<Array<Fate<Work>>> {
	const works: Array<Fate<Work>> = [];
	for (let item = 0; item < context.getInputData().length; item++) {
		const work = await fateOf(async () => {
			if (item % atOnce === atOnce - 1) await pause(context, 0);
			if ('thrown' in opened) throw opened.thrown;
			return await prepare(tripOf(opened.value, item));
		});
		works.push(alone(work, item, goesOn));
	}
	return works;
}

/**
 * Works on all items at once, as far as the windows let them.
 * @throws Ended by the first one that fails, unless each has its own fate
 */
async function workAll(
	context: IExecuteFunctions,
	works: ReadonlyArray<Fate<Work>>,
	goesOn: boolean,
): Promise<Array<Fate<INodeExecutionData[]>>> {
	const stop = stopped(context);
	const all = works.map(async (work, item) => {
		const fate = 'value' in work ? await fateOf(work.value) : work;
		// Turned away because another item has ended the run: that one's fate counts, and may come a moment later.
		if ('thrown' in fate && fate.thrown instanceof Over) return await new Promise<never>(() => {});
		return alone(fate, item, goesOn);
	});
	const stopping = stop.promise.catch((why: unknown) => {
		throw new Ended(0, why);
	});
	return await Promise.race([Promise.all(all), stopping]).finally(stop.forget);
}

/** A round of looks that takes no longer, in milliseconds, leaves no time in which another job might end. */
const quickRound = 500;
const mostRounds = 3;

/**
 * Looks once more at the jobs that are to be parked; what has ended meanwhile is parked no more. Waiting for one of
 * them and fetching its files takes time, in which others may end: so it is done again until a round is quick.
 * @throws Ended by the first one that has failed, unless each has its own fate
 */
async function lookAround(
	shared: Shared,
	fates: ReadonlyArray<Fate<INodeExecutionData[]>>,
	goesOn: boolean,
): Promise<Array<Fate<INodeExecutionData[]>>> {
	const all = [...fates];
	const { lot, batch } = shared;
	const looked = new Set<number>();
	for (let round = 0, isQuick = false; round < mostRounds && lot.size > 0 && !isQuick; round++) {
		const began = batch.line.now();
		const looks = [...lot].map(async ([item, job]) => {
			const fate = await fateOf(async () => await lastLook(shared, item, job, { round, looked }));
			if ('value' in fate && fate.value === undefined) return;
			all[item] = alone(fate as Fate<INodeExecutionData[]>, item, goesOn);
			lot.delete(item);
		});
		await Promise.all(looks);
		isQuick = batch.line.now() - began < quickRound;
	}
	return all;
}

/** @throws Ended where an item's fate is that of the run */
function alone<T>(fate: Fate<T>, item: number, goesOn: boolean): Fate<T> {
	if ('thrown' in fate && (!goesOn || fate.thrown instanceof Stopped))
		throw new Ended(item, fate.thrown);
	return fate;
}

/**
 * The whole of `execute`. First every item is checked, so that a mistake in the last one is found before the
 * first one is paid for; then all are worked on at once. Under Continue On Fail each item has its own fate;
 * else the first one that fails ends the run.
 */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	if (context.getInputData().length === 0) return [[]];
	const goesOn = eachForItself(context);
	const opened = await fateOf(async () => await share(context));
	const shared = 'value' in opened ? opened.value : undefined;
	// n8n calls a stopped node that has Retry On Fail once more, and forgets what the try before has said.
	const over = context.getExecutionCancelSignal()?.aborted === true;
	const checked = over
		? Promise.reject<Array<Fate<Work>>>(new Ended(0, new Stopped()))
		: checkAll(context, opened, goesOn);
	const end = await checked
		.then(async (works) => await workAll(context, works, goesOn))
		.then(async (fates) => (shared ? await lookAround(shared, fates, goesOn) : fates))
		.then(
			(fates) => ({ fates }),
			(ended: Ended) => ({ ended }),
		);
	const drained = shared?.batch.end();
	if ('ended' in end) {
		const { item, thrown } = end.ended;
		// On Stop n8n cuts all requests off itself, and keeps only what it is told at once.
		if (!(thrown instanceof Stopped)) await drained;
		throw thrownAs(context, item, thrown, shared);
	}
	const outs = end.fates.map((fate, item) =>
		'value' in fate
			? fate.value
			: [errorItem(context, item, itemError(context, item, fate.thrown, shared?.account))],
	);
	if (shared && shared.lot.size > 0) {
		shared.memory?.clear();
		hints(shared);
		const slots = outs.map((items, item) => ({ items, ...shared.lot.get(item) }));
		return [await park(shared, slots)];
	}
	const out = outs.flat();
	// n8n tries a node again that gives items only if the first one tells an error.
	if (out[0]?.json.error === undefined) shared?.memory?.clear();
	if (shared) hints(shared);
	return [out];
}

const tripOf = (shared: Shared, item: number): Trip => ({
	...shared,
	item,
	read: (name, fallback) => shared.form(name, item, fallback),
});

/** What ends the run, as n8n shows it; the other jobs of the run are named, so that nothing of it is lost. */
function thrownAs(
	context: IExecuteFunctions,
	item: number,
	thrown: unknown,
	shared: Shared | undefined,
): NodeOperationError | NodeApiError {
	const node = context.getNode();
	if (thrown instanceof Stopped) {
		const description = shared && namedJobs(shared, { kept: false });
		if (description) context.logger.warn(`Stable Diffusion: ${thrown.message}. ${description}`);
		if (shared) highlight(shared);
		return new NodeOperationError(node, thrown.message, { description, itemIndex: item });
	}
	const { error } = itemError(context, item, thrown, shared?.account);
	const others = shared && namedJobs(shared, { except: item });
	if (others) error.description = [error.description, others].filter(Boolean).join(' ');
	// Both constructors give back the very error that they are given.
	return error instanceof NodeApiError
		? new NodeApiError(node, error as unknown as JsonObject)
		: new NodeOperationError(node, error);
}
