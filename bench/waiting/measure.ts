import type { Job } from './jobs';
import type { Lived } from './service';

/** What one way of waiting made of one list of jobs. */
export interface Measured {
	/** Time for all of it over what the best possible waiting would take. */
	readonly makespanOverIdeal: number;
	/** From ready to known, on average, over the mean length of a job. */
	readonly meanLagShare: number;
	readonly meanLagMs: number;
	readonly p95LagMs: number;
	readonly questionsPerJob: number;
	/** Submits that found the account's queue full. */
	readonly refused: number;
}

export const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

export const median = (values: readonly number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
};

/** Standard deviation of a sample. */
export const spread = (values: readonly number[]): number => {
	const middle = mean(values);
	const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
	return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
};

/** Each job in turn goes to the worker that is free first, without a moment lost: no network, no questions. */
export function idealMs(jobs: readonly Job[], workers: number): number {
	const freeAt = new Array<number>(workers).fill(0);
	for (const { lengthMs } of jobs) freeAt[freeAt.indexOf(Math.min(...freeAt))] += lengthMs;
	return Math.max(...freeAt);
}

/** @param workers jobs that the service works on at once */
export function measure(
	jobs: readonly Job[],
	lived: readonly Lived[],
	workers: number,
	refused = 0,
): Measured {
	const lags = lived.map(({ knownAt, readyAt }) => knownAt - readyAt);
	if (lags.length !== jobs.length || lags.some((lag) => !(lag >= 0)))
		throw new Error('a job got lost on the way');
	const meanLagMs = mean(lags);
	return {
		makespanOverIdeal: Math.max(...lived.map(({ knownAt }) => knownAt)) / idealMs(jobs, workers),
		meanLagShare: meanLagMs / mean(jobs.map(({ lengthMs }) => lengthMs)),
		meanLagMs,
		p95LagMs: [...lags].sort((a, b) => a - b)[Math.ceil(lags.length * 0.95) - 1],
		questionsPerJob: mean(lived.map(({ questions }) => questions)),
		refused,
	};
}
