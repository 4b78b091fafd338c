import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Life } from './live';
import { textOf } from './hearing';
import type { Ended } from './n8n';

/** One item that a step has handed out. */
export interface Output {
	execution: Ended;
	step: string;
	/** Which time it was that the step ran. */
	time: number;
	output: number;
	item: INodeExecutionData;
	/** The item of the run that it is paired with, through all steps; undefined where that leads nowhere. */
	from?: number;
}

interface TaskError {
	message?: string;
	description?: string | null;
	context?: IDataObject;
}

const pairedWith = ({ pairedItem }: INodeExecutionData): number | undefined => {
	const [first] = [pairedItem].flat();
	return typeof first === 'number' ? first : first?.item;
};

/** All items that are in the data of an execution, traced back to the items that went in. */
export function outputsOf(execution: Ended, firstItems = 0): Output[] {
	const { runData } = execution.data.resultData;
	const found: Output[] = [];
	for (const [step, tasks] of Object.entries(runData)) {
		if (step === 'Start' || step === 'Later') continue;
		for (const [time, { data, source }] of tasks.entries()) {
			const before = source[0];
			for (const [output, items] of (data?.main ?? []).entries()) {
				for (const item of items ?? []) {
					const at = pairedWith(item);
					const first = firstOf(before?.previousNode, firstItems);
					const one = found.filter(
						(each) =>
							each.step === before?.previousNode &&
							each.output === (before?.previousNodeOutput ?? 0) &&
							each.time === (before?.previousNodeRun ?? 0),
					);
					const from =
						at === undefined ? undefined : first === undefined ? one[at]?.from : first + at;
					found.push({ execution, step, time, output, item, from });
				}
			}
		}
	}
	return found;
}

/** What the last of several executions of one run hands out: a retry goes on with what the ones before have. */
export const handedOut = ({ executions, plan }: Life): Output[] => {
	const last = executions.at(-1);
	return last ? outputsOf(last, plan.firstItems) : [];
};

const idIn = ({ id }: IDataObject): number => Number(id);
const isGot = ({ item: { json } }: Output): boolean =>
	json.status === 'success' && json.error === undefined;

/** Jobs whose result somebody has: in the workflow's output, or fetched by its ID afterwards. */
export const gotIds = (life: Life): Set<number> =>
	new Set(
		[...handedOut(life), ...life.rescues.flatMap((each) => outputsOf(each))]
			.filter(isGot)
			.map(({ item }) => idIn(item.json)),
	);

const firstOf = (previous: string | undefined, firstItems: number): number | undefined =>
	previous === 'Start' ? 0 : previous === 'Later' ? firstItems : undefined;

/** The errors and hints of an execution, each with the number that its first item has in the run. */
function spoken(
	{ data }: Ended,
	firstItems: number,
): Array<{ text: string; item?: number; first: number }> {
	const { error, runData } = data.resultData;
	const ended = Object.values(runData).flat();
	const tasks = [...ended, { ...ended.at(-1), error }];
	return tasks.flatMap(({ error: own, hints, source }) => {
		const first = firstOf(source?.[0]?.previousNode, firstItems) ?? 0;
		const said = (hints ?? []).map(({ message }) => ({ text: message, first }));
		if (own === undefined) return said;
		const { message, description, context } = own as unknown as TaskError;
		const item = Number(context?.itemIndex ?? NaN);
		return [...said, { text: `${message ?? ''} ${description ?? ''}`, item, first }];
	});
}

/** What a user can read of an execution: its items, hints, errors and highlighted data. */
const shown = (execution: Ended): string => textOf(execution.data.resultData);

/** What the node has kept for itself. */
export const keptIn = ({ data }: Ended): string => textOf(data.executionData?.contextData ?? {});

const idsIn = (text: string): number[] => (text.match(/\b1\d{8}\b/g) ?? []).map(Number);

/** What n8n writes into its log unless it is told to write more. */
const isWritten = (line: string): boolean => !line.startsWith('debug:');

/** The jobs that a user can read of in items, errors, details, hints and log lines. */
export const namedIds = ({ executions, heard }: Life): Set<number> =>
	new Set(idsIn([...executions.map(shown), ...heard.lines.filter(isWritten)].join('\n')));

/** The jobs that are named where few look: in the node's own notes, and in log lines for debugging. */
export const keptIds = ({ executions, heard }: Life): Set<number> =>
	new Set(idsIn([...executions.map(keptIn), ...heard.lines].join('\n')));

const unsure = /may be running|not sent again|did not send it again|no usable answer/;

/** Items in a sentence such as "The submit of item 3, 4 brought no usable answer". */
function listedIn(text: string): number[] {
	const found = text.matchAll(/submits? of items? ([\d, ]+?) (?:brought|was|were|had)/g);
	return [...found].flatMap(([, list]) => list.split(',').map(Number));
}

/** The items of which a user was told that a job of them may be running that nobody can name. */
export function toldItems(life: Life): Set<number> {
	const told = new Set<number>();
	const { firstItems } = life.plan;
	for (const execution of life.executions) {
		for (const { text, item, first } of spoken(execution, firstItems)) {
			for (const listed of listedIn(text)) told.add(first + listed);
			if (item !== undefined && unsure.test(text)) told.add(first + item);
		}
		for (const { item, from } of outputsOf(execution, firstItems)) {
			const { error, message } = item.json;
			const text = `${String(error ?? '')} ${String(message ?? '')}`;
			if (error !== undefined && from !== undefined && unsure.test(text)) told.add(from);
		}
	}
	// A log line does not say which time it was that the node ran.
	for (const item of life.heard.lines.filter(isWritten).flatMap(listedIn)) {
		told.add(item).add(item + firstItems);
	}
	return told;
}
