import { unsafeSkipN, unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';

/** One job as the service will have it. */
export interface Job {
	/** Milliseconds that it takes once a worker has it. */
	readonly lengthMs: number;
	/** What the service says of that beforehand. */
	readonly etaMs?: number;
}

/** A source of chance that one seed repeats exactly. */
export interface Dice {
	/** A number from 0 up to, but not including, 1. */
	part(): number;
	/** The logarithm of `median` is the mean of the logarithms; `sigma` is their standard deviation. */
	lognormal(median: number, sigma: number): number;
}

export function diceOf(seed: number): Dice {
	const stream = xoroshiro128plus(seed);
	// The first numbers of this generator still show its start value.
	unsafeSkipN(stream, 16);
	const part = (): number => unsafeUniformIntDistribution(0, 0xffffffff, stream) / 0x100000000;
	return {
		part,
		lognormal: (median, sigma) => {
			const normal = Math.sqrt(-2 * Math.log(1 - part())) * Math.cos(2 * Math.PI * part());
			return median * Math.exp(sigma * normal);
		},
	};
}

/** The middle of all lengths, and between what factors of the truth an estimate lies. */
export const median = 8_000;
export const estimateFrom = 0.6;
export const estimateTo = 1.6;

export const estimateOf = (lengthMs: number, dice: Dice): number =>
	lengthMs * (estimateFrom + (estimateTo - estimateFrom) * dice.part());

/** Jobs of one kind: lognormal lengths, and estimates that are the truth times anything between the factors. */
export function jobsOf(sigma: number, seed: number, count: number): Job[] {
	const dice = diceOf(seed);
	return Array.from({ length: count }, () => {
		const lengthMs = dice.lognormal(median, sigma);
		return { lengthMs, etaMs: estimateOf(lengthMs, dice) };
	});
}
