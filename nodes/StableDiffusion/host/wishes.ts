import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { FieldError, flagOf, shown } from '../endpoints/check';
import type { Trip } from './trip';

/** How the user wants a job waited for and handed over. */
export interface Wishes {
	wait: boolean;
	/** Counts from an item's turn in the queue. */
	limitSeconds: number;
	handOn: boolean;
	/** For an agent: links in place of whole pictures, and no files. */
	lean: boolean;
	download: boolean;
	perJob: boolean;
	simplify: boolean;
	binaryField: string;
	nameTemplate: string;
	/** What an earlier try left in doubt is sent again. */
	sendAgain: boolean;
}

/** Seconds that are waited unless the user says otherwise; what takes minutes by its nature gets an hour. */
export const usualLimit = (slow: boolean | undefined): number => (slow ? 3_600 : 300);

/** As an AI agent's tool the node gives lean JSON: an agent cannot take files, and pays for every word. */
export function isTool(context: IExecuteFunctions): boolean {
	const asked = (
		context as Partial<Pick<IExecuteFunctions, 'isToolExecution'>>
	).isToolExecution?.();
	return asked === true || context.getNode().type.endsWith('Tool');
}

/**
 * @param slow whether it takes minutes by its nature
 * @throws FieldError
 */
export function wishesOf({ read, context }: Trip, slow?: boolean): Wishes {
	const options = read('options', {}) as IDataObject;
	const tool = isTool(context);
	const on = (name: string): boolean => flagOf(read(name, true)) !== false;
	const limitSeconds = Number(options.timeLimit ?? usualLimit(slow));
	if (!(limitSeconds >= 1 && limitSeconds <= 86_400)) {
		throw new FieldError(
			"'Time Limit' must be between 1 and 86400",
			`It is ${shown(options.timeLimit)}. It counts seconds.`,
		);
	}
	return {
		wait: read('wait', 'untilFinished') !== 'no',
		limitSeconds,
		handOn: options.timeUp === 'handOn',
		lean: tool,
		download: !tool && on('download'),
		perJob: options.outputItems === 'job',
		simplify: tool || on('simplify'),
		binaryField: String(read('binaryField', 'data') || 'data'),
		nameTemplate: String(options.fileName || '{prompt}-{id}-{index}'),
		sendAgain: flagOf(options.sendAgain) === true,
	};
}
