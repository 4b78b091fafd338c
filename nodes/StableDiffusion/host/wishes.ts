import type { IDataObject } from 'n8n-workflow';
import { FieldError, flagOf, shown } from '../endpoints/check';
import type { Trip } from './trip';

/** How the user wants a job waited for and handed over. */
export interface Wishes {
	wait: boolean;
	/** Milliseconds that a job which ends soon is waited for before the execution is parked; missing unless it is to be. */
	parkAfter?: number;
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

/** The same for a parked execution, whose waiting costs nothing. */
export const usualParkLimit = (slow: boolean | undefined): number => (slow ? 3_600 : 1_800);

/** Seconds; what is ready within this is not worth parking for. */
export const usualInMemory = 60;

/**
 * @param slow whether it takes minutes by its nature
 * @throws FieldError
 */
export function wishesOf({ read, tool }: Trip, slow?: boolean): Wishes {
	const options = read('options', {}) as IDataObject;
	const on = (name: string): boolean => flagOf(read(name, true)) !== false;
	const wait = read('wait', 'untilFinished');
	const park = wait === 'park';
	const limitSeconds = Number(
		options.timeLimit ?? (park ? usualParkLimit(slow) : usualLimit(slow)),
	);
	if (!(limitSeconds >= 1 && limitSeconds <= 86_400)) {
		throw new FieldError(
			"'Time Limit' must be between 1 and 86400",
			`It is ${shown(options.timeLimit)}. It counts seconds.`,
		);
	}
	const inMemory = Number(options.inMemory ?? usualInMemory);
	if (park && !(inMemory >= 0 && inMemory <= 3_600)) {
		throw new FieldError(
			"'In Memory First' must be between 0 and 3600",
			`It is ${shown(options.inMemory)}. It counts seconds.`,
		);
	}
	return {
		wait: wait !== 'no' && !park,
		parkAfter: park ? inMemory * 1000 : undefined,
		limitSeconds,
		handOn: options.timeUp === 'handOn',
		lean: tool,
		download: !tool && on('download'),
		perJob: options.outputItems === 'job',
		simplify: tool ? read('output', 'simplified') === 'simplified' : on('simplify'),
		binaryField: String(read('binaryField', 'data') || 'data'),
		nameTemplate: String(options.fileName || '{prompt}-{id}-{index}'),
		sendAgain: flagOf(options.sendAgain) === true,
	};
}
