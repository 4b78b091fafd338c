import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, JsonObject } from 'n8n-workflow';
import { FieldError } from '../endpoints/check';
import { registry } from '../endpoints';
import { itemError, type ItemError } from './errors';
import { runCustom } from './custom';
import { runGate } from './gate';
import { gateKey } from './jobProperties';
import { runEndpoint, runFetch } from './operations';
import { accountOf, Stopped } from './request';
import type { Tally, Trip } from './trip';

function hints(context: IExecuteFunctions, { unsafe, temporary, open }: Tally): void {
	const say = (message: string, type: 'info' | 'warning'): void =>
		context.addExecutionHints?.({ message, type, location: 'outputPane' });
	const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
	if (unsafe > 0)
		say(
			`${count(unsafe, 'job')} had content that the service found unsafe and blanked or changed`,
			'warning',
		);
	if (temporary > 0) say(`${count(temporary, 'link')} will expire in 24 hours`, 'info');
	if (open > 0)
		say(`${count(open, 'job')} still in the making: Result > Fetch takes these items up`, 'info');
}

/** @throws FieldError, JobError, Stopped */
async function runItem(trip: Trip): Promise<INodeExecutionData[]> {
	const resource = String(trip.context.getNodeParameter('resource', trip.item));
	const operation = String(trip.context.getNodeParameter('operation', trip.item));
	if (`${resource}:${operation}` === gateKey) return await runGate(trip);
	const endpoint = registry.get(`${resource}:${operation}`);
	if (endpoint) return await runEndpoint(trip, endpoint);
	if (resource === 'result') return await runFetch(trip);
	if (resource === 'custom') return await runCustom(trip, operation);
	throw new FieldError(
		`There is no operation ${operation} for ${resource}`,
		'Choose both from their lists.',
	);
}

/** The whole of `execute`: items one after another, each with its own fate under Continue On Fail. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const tally: Tally = { unsafe: 0, temporary: 0, open: 0 };
	const out: INodeExecutionData[] = [];
	for (let item = 0; item < items.length; item++) {
		let trip: Trip | undefined;
		try {
			trip = { context, item, account: await accountOf(context, item), tally };
			for (const made of await runItem(trip)) out.push(made);
		} catch (thrown) {
			if (thrown instanceof Stopped)
				throw new NodeOperationError(context.getNode(), thrown.message, { itemIndex: item });
			const told = itemError(context, item, thrown, trip?.account);
			if (!context.continueOnFail()) {
				// Both constructors give back the very error that they are given.
				if (told.error instanceof NodeApiError) {
					throw new NodeApiError(context.getNode(), told.error as unknown as JsonObject);
				}
				throw new NodeOperationError(context.getNode(), told.error);
			}
			out.push(errorItem(context, item, told));
		}
	}
	hints(context, tally);
	return [out];
}

/**
 * An error as an item. Its job's id and family are what Result > Fetch reads, so that an error branch can
 * take up a job that is paid for.
 *
 * n8n sends an item to the error output by its JSON keys: `error` and `message`, and from 2.x on `details`.
 * (The item's `error` mark would do too, but n8n 2.x then cuts the JSON down to the error's text.)
 */
function errorItem(
	context: IExecuteFunctions,
	item: number,
	{ error, trace }: ItemError,
): INodeExecutionData {
	const named = Object.entries(trace).filter(([, value]) => value !== undefined);
	const details = { itemIndex: item, ...(trace.id && Object.fromEntries(named)) };
	const told = { error: error.message, ...(error.description && { message: error.description }) };
	const byKeys = context.getNode().onError === 'continueErrorOutput';
	const takesDetails =
		typeof (context as Partial<IExecuteFunctions>).isToolExecution === 'function';
	return {
		json: byKeys ? { ...told, ...(takesDetails && { details }) } : { ...told, ...details },
		pairedItem: { item },
	};
}
