import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Life } from './live';
import { textOf, type Ended } from './n8n';

/** One item that a step has handed out. */
export interface Output {
	execution: Ended;
	step: string;
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
export function outputsOf(execution: Ended): Output[] {
	const { runData } = execution.data.resultData;
	const found: Output[] = [];
	for (const [step, tasks] of Object.entries(runData)) {
		if (step === 'Start') continue;
		for (const { data, source } of tasks) {
			const before = source[0];
			for (const [output, items] of (data?.main ?? []).entries()) {
				for (const item of items ?? []) {
					const at = pairedWith(item);
					const fromStart = before?.previousNode === 'Start';
					const one = found.filter(
						(each) =>
							each.step === before?.previousNode &&
							each.output === (before?.previousNodeOutput ?? 0),
					);
					const from = at === undefined ? undefined : fromStart ? at : one[at]?.from;
					found.push({ execution, step, output, item, from });
				}
			}
		}
	}
	return found;
}

/** What the last of several executions of one run hands out: a retry goes on with what the ones before have. */
export const handedOut = ({ executions }: Life): Output[] => {
	const last = executions.at(-1);
	return last ? outputsOf(last) : [];
};

const idIn = ({ id }: IDataObject): number => Number(id);
const isGot = ({ item: { json } }: Output): boolean =>
	json.status === 'success' && json.error === undefined;

/** Jobs whose result somebody has: in the workflow's output, or fetched by its ID afterwards. */
export const gotIds = (life: Life): Set<number> =>
	new Set(
		[...handedOut(life), ...life.rescues.flatMap(outputsOf)]
			.filter(isGot)
			.map(({ item }) => idIn(item.json)),
	);

const errorsOf = ({ data }: Ended): TaskError[] => {
	const { error, runData } = data.resultData;
	const inTasks = Object.values(runData).flatMap((tasks) => tasks.map((task) => task.error));
	return [error, ...inTasks].filter((each) => each !== undefined) as unknown as TaskError[];
};

/** What a user can read of an execution: its items, hints and errors. */
const shown = (execution: Ended): string =>
	textOf([execution.data.resultData.runData, errorsOf(execution)]);

/** What the node has kept for itself. */
export const keptIn = ({ data }: Ended): string => textOf(data.executionData?.contextData ?? {});

const idsIn = (text: string): number[] => (text.match(/\b1\d{8}\b/g) ?? []).map(Number);

/** The jobs that a user can read of in items, errors, details, hints and log lines. */
export const namedIds = ({ executions, heard }: Life): Set<number> =>
	new Set(idsIn([...executions.map(shown), ...heard.lines].join('\n')));

/** The jobs that only the node's own notes name. */
export const keptIds = ({ executions }: Life): Set<number> =>
	new Set(executions.flatMap((execution) => idsIn(keptIn(execution))));

const unsure = /may be running|not sent again|no usable answer/;

/** Items in a sentence such as "The submit of item 3, 4 brought no usable answer". */
function listedIn(text: string): number[] {
	const found = text.matchAll(/submits? of items? ([\d, ]+?) (?:brought|was|were|had)/g);
	return [...found].flatMap(([, list]) => list.split(',').map(Number));
}

/** The items of which a user was told that a job of them may be running that nobody can name. */
export function toldItems(life: Life): Set<number> {
	const told = new Set<number>();
	for (const execution of life.executions) {
		for (const { message, description, context } of errorsOf(execution)) {
			const text = `${message ?? ''} ${description ?? ''}`;
			if (unsure.test(text) && typeof context?.itemIndex === 'number') told.add(context.itemIndex);
			for (const item of listedIn(text)) told.add(item);
		}
		for (const { item, from } of outputsOf(execution)) {
			const { error, message } = item.json;
			const text = `${String(error ?? '')} ${String(message ?? '')}`;
			if (error !== undefined && from !== undefined && unsure.test(text)) told.add(from);
		}
		const hints = textOf(
			Object.values(execution.data.resultData.runData).flatMap((tasks) =>
				tasks.map((task) => task.hints ?? []),
			),
		);
		for (const item of listedIn(hints)) told.add(item);
	}
	for (const line of life.heard.lines) for (const item of listedIn(line)) told.add(item);
	return told;
}
