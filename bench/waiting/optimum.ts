import { shortestPause } from '../../nodes/StableDiffusion/job/schedule';
import { estimateFrom, estimateTo, median, type Job } from './jobs';
import { mean } from './measure';
import { roundTripMs } from './service';

/** Questions per job, and the mean lag over the mean length. */
export interface Point {
	readonly questionsPerJob: number;
	readonly meanLagShare: number;
}

/** Moments that a question may be asked at, per estimate, or some more. */
const moments = 200;
/** Milliseconds that a question is worth, by which the curve is drawn. */
const prices = [10, 20, 30, 40, 50, 60, 80, 110, 150, 220, 400];

/**
 * When to ask about a job, if its length is known to be distributed as it is: the prior that lengths are drawn
 * from, times the chance of this estimate. Dynamic programming over moments finds the row of questions that
 * costs least on average.
 *
 * @param shortestMs between two questions
 * @returns milliseconds since the submit; the last one is after the latest end that is possible
 */
export function bestRow(
	etaMs: number,
	sigma: number,
	priceMs: number,
	shortestMs: number,
): number[] {
	const from = etaMs / estimateTo;
	const to = etaMs / estimateFrom;
	// The least pause is a whole number of steps.
	const apart = Math.max(1, Math.ceil((shortestMs * moments) / (to - from)));
	const step = shortestMs > 0 ? shortestMs / apart : (to - from) / moments;
	const last = Math.ceil((to - from) / step - 1e-9);
	const time = (at: number): number => from + at * step;
	const ready = [0];
	const sums = [0];
	for (let at = 1; at <= last; at++) {
		const middle = (time(at - 1) + Math.min(to, time(at))) / 2;
		const width = Math.min(to, time(at)) - time(at - 1);
		// Twice by the length: once from the lognormal, once from the density of the estimate.
		const density = Math.exp(-((Math.log(middle / median) / sigma) ** 2) / 2) / middle ** 2;
		const share = density * width;
		ready.push(ready[at - 1] + share);
		sums.push(sums[at - 1] + share * middle);
	}
	const whole = ready[last];
	const cost = new Float64Array(last + 1);
	const next = new Int32Array(last + 1);
	for (let at = last - 1; at >= 0; at--) {
		let least = Infinity;
		// The first question may come at any moment.
		for (let later = Math.min(last, at === 0 ? 1 : at + apart); later <= last; later++) {
			const lag = (time(later) * (ready[later] - ready[at]) - (sums[later] - sums[at])) / whole;
			if (lag + cost[later] < least) {
				least = lag + cost[later];
				next[at] = later;
			}
		}
		cost[at] = least + priceMs * (1 - ready[at] / whole);
	}
	const row: number[] = [];
	for (let at = next[0]; ; at = next[at]) {
		// The last moment may be nearer to the one before than a question may be.
		row.push(Math.max(time(at), (row.at(-1) ?? 0) + shortestMs));
		if (at === last) return row;
	}
}

/** The best that anybody could do about these jobs, who knew everything but their lengths: lag by questions. */
export const optimum = (jobs: readonly Job[], sigma: number, shortestMs: number): Point[] =>
	prices.map((price) =>
		along(jobs, ({ etaMs = median }) => {
			const row = bestRow(etaMs, sigma, price, shortestMs);
			return (asked) => row[asked];
		}),
	);

/** The same for a question every so many milliseconds, the first one after `firstMs`. */
export const fixed = (jobs: readonly Job[], everyMs: number, firstMs = everyMs): Point =>
	along(jobs, () => (asked) => firstMs + asked * everyMs);

/** The fixed interval that takes so many questions per job. */
export const fixedAt = (jobs: readonly Job[], questions: number): Point =>
	atQuestions(questions, (everyMs) => fixed(jobs, everyMs));

/** The same, with the first question at whatever moment is the best for all of them. */
export const startedFixedAt = (jobs: readonly Job[], questions: number): Point =>
	Array.from({ length: 40 }, (_, at) => (at + 1) * 250)
		.map((firstMs) => atQuestions(questions, (everyMs) => fixed(jobs, everyMs, firstMs)))
		.filter(({ questionsPerJob }) => questionsPerJob <= questions + 0.05)
		.reduce((best, point) => (point.meanLagShare < best.meanLagShare ? point : best));

/** The point of a row of intervals where so many questions are asked: longer intervals ask fewer. */
function atQuestions(questions: number, at: (everyMs: number) => Point): Point {
	let [low, high] = [shortestPause, 100_000];
	for (let step = 0; step < 30; step++) {
		const middle = Math.sqrt(low * high);
		if (at(middle).questionsPerJob > questions) low = middle;
		else high = middle;
	}
	return at(high);
}

/** What rows of questions make of jobs that are begun at once; a question takes half the round trip each way. */
function along(jobs: readonly Job[], rowFor: (job: Job) => (asked: number) => number): Point {
	const lived = jobs.map((job) => {
		const row = rowFor(job);
		let asked = 0;
		while (row(asked) < job.lengthMs) asked += 1;
		return { questions: asked + 1, lagMs: row(asked) - job.lengthMs + roundTripMs / 2 };
	});
	return {
		questionsPerJob: mean(lived.map(({ questions }) => questions)),
		meanLagShare:
			mean(lived.map(({ lagMs }) => lagMs)) / mean(jobs.map(({ lengthMs }) => lengthMs)),
	};
}

/** The lag of a curve at so many questions, in straight lines between its points. */
export function lagAt(curve: readonly Point[], questions: number): number {
	const sorted = [...curve].sort((a, b) => a.questionsPerJob - b.questionsPerJob);
	const right = sorted.findIndex(({ questionsPerJob }) => questionsPerJob >= questions);
	if (right <= 0) return NaN;
	const [a, b] = [sorted[right - 1], sorted[right]];
	const share = (questions - a.questionsPerJob) / (b.questionsPerJob - a.questionsPerJob);
	return a.meanLagShare + share * (b.meanLagShare - a.meanLagShare);
}
