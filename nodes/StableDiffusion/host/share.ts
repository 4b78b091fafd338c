import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { FieldError, isEmpty, shown } from '../endpoints/check';
import { Batch } from '../job/batch';
import { Memory } from '../job/memory';
import { formOf, type Form } from './form';
import { queueOf } from './queues';
import { accountOf, lineOf, type Account } from './request';
import type { Shared } from './trip';

/** The queue of the smallest plan, where the credential says nothing. */
const smallestQueue = 5;
const untilFinished = 'untilFinished';
const mostAtOnce = 100;
const mostQuestions = 20;

/** @throws FieldError */
function wholeOption(
	form: Form,
	{ hide }: Account,
	name: string,
	label: string,
	most: number,
): number | undefined {
	const value = (form('options', 0, {}) as IDataObject)[name];
	if (isEmpty(value)) return undefined;
	const number = Number(value);
	if (Number.isInteger(number) && number >= 1 && number <= most) return number;
	throw new FieldError(
		`'${label}' must be a whole number between 1 and ${most}`,
		// Nobody else will: there is no run yet that knows the account.
		hide(`It is ${shown(value)}.`),
	);
}

/** Which time it is that the node runs in this execution, as in a loop. */
function runIndexOf(context: IExecuteFunctions): number {
	return Number(context.evaluateExpression('{{ $runIndex }}', 0)) || 0;
}

/** As an AI agent's tool the node gives lean JSON: an agent cannot take files, and pays for every word. */
function isTool(context: IExecuteFunctions): boolean {
	const asked = (
		context as Partial<Pick<IExecuteFunctions, 'isToolExecution'>>
	).isToolExecution?.();
	return asked === true || context.getNode().type.endsWith('Tool');
}

/** Whether an item that fails leaves the others alone. An agent is told in words what failed, or its run would end. */
export const eachForItself = (context: IExecuteFunctions): boolean =>
	context.continueOnFail() || isTool(context);

/**
 * What the items of a run share. What is for the whole run (credential, Jobs at Once, Questions per Second) is read for
 * the first item.
 * @throws FieldError, HostNotUsable
 */
export async function share(context: IExecuteFunctions): Promise<Shared> {
	const account = await accountOf(context);
	const form = formOf(context);
	const wished = wholeOption(form, account, 'jobsAtOnce', 'Jobs at Once', mostAtOnce);
	const places = account.queueLimit ?? smallestQueue;
	// A wish is for this run alone; and jobs that nobody waits for keep no place that others could wait for.
	const isShared = wished === undefined && form('wait', 0, untilFinished) === untilFinished;
	const questionsPerSecond = wholeOption(
		form,
		account,
		'questionsPerSecond',
		'Questions per Second',
		mostQuestions,
	);
	const tool = isTool(context);
	// An agent that asks twice means it: the second call is no retry of the first.
	const memory = tool ? undefined : new Memory(context.getContext('node'), runIndexOf(context));
	return {
		context,
		form,
		account,
		tool,
		batch: new Batch(lineOf(context, account), {
			jobsAtOnce: wished ?? places,
			queue: isShared ? queueOf(account, places) : undefined,
			questionsPerSecond,
			goesOn: eachForItself(context),
		}),
		memory,
		tally: { unsafe: 0, temporary: 0, open: [] },
		lot: new Map(),
	};
}
