import type { IDataObject, IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import type { Facts, Trouble } from '../../nodes/StableDiffusion/api/advice';
import { errorItem, itemError } from '../../nodes/StableDiffusion/host/errors';
import { prepareGate } from '../../nodes/StableDiffusion/host/gate';
import { hints } from '../../nodes/StableDiffusion/host/hints';
import { Stopped } from '../../nodes/StableDiffusion/host/request';
import { namedJobs } from '../../nodes/StableDiffusion/host/told';
import { JobError } from '../../nodes/StableDiffusion/job/job';
import { account, node, tripWith } from './stage';

/** What the node says beside its errors, said by the code that says it. */

/** The item that an error becomes, by what _On Error_ of the node is set to. */
export function errorJson(
	onError: 'continueRegularOutput' | 'continueErrorOutput',
	trouble: Trouble,
	facts: Facts,
): IDataObject {
	const context = { getNode: () => ({ ...node, onError }) } as unknown as IExecuteFunctions;
	const told = itemError(context, 0, new JobError(trouble, facts), account);
	return errorItem(context, 0, told, true).json;
}

/** Collects the hints that are given under an output. */
function listener(): { told: string[]; context: Partial<IExecuteFunctions> } {
	const told: string[] = [];
	const addExecutionHints = (...all: NodeExecutionHint[]): void =>
		void told.push(...all.map(({ message }) => message));
	return { told, context: { addExecutionHints } };
}

/** A moment is another one each time. */
const anyMoment = (hint: string): string =>
	hint.replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, '2026-11-27 08:15 UTC');

/** The hints under an output of a batch. */
export function batchHints(): string[] {
	const { told, context } = listener();
	const shared = tripWith({}, context);
	for (let item = 0; item < 20; item++)
		shared.batch.ledger.set(item, { id: String(item), state: 'finished' });
	shared.batch.waited = 15;
	Object.assign(shared.tally, { unsafe: 1, temporary: 2, open: ['134711525', '134711526'] });
	hints(shared);
	return told.map(anyMoment);
}

/** What System > Wait for Capacity says under its output, and its error. */
export async function gateWords(): Promise<{
	hints: string[];
	error: readonly [title: string, description: string];
}> {
	const { told, context } = listener();
	const form = { measure: 'processing_count', below: 5 };
	const count = (processing_count: number): IDataObject => ({
		status: 'success',
		processing_count,
	});
	await prepareGate(tripWith(form, context, count(2)))();
	await prepareGate(tripWith(form, context, count(7)))();
	const stops = { ...form, options: { timeUp: 'stop' } };
	const error = await prepareGate(tripWith(stops, context, count(7)))().then(
		() => undefined,
		(thrown: { message: string; description?: string }) =>
			[thrown.message, thrown.description ?? ''] as const,
	);
	if (error === undefined) throw new Error('a closed gate has let everybody through');
	return { hints: told, error };
}

/** What a run that has ended early says of its other jobs. */
export function stoppedWords(): readonly [title: string, description: string] {
	const shared = tripWith({});
	shared.batch.ledger.set(0, { id: '134711525', state: 'finished' });
	shared.batch.ledger.set(1, { id: '134711526', state: 'open' });
	shared.batch.ledger.set(2, { state: 'sending' });
	return [new Stopped().message, namedJobs(shared, { kept: false })];
}
