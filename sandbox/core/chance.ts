import { createHash } from 'node:crypto';
import {
	unsafeSkipN,
	unsafeUniformIntDistribution,
	xoroshiro128plus,
	type RandomGenerator,
} from 'pure-rand';

/**
 * The only source of randomness. One seed, and one stream of numbers per purpose: what the faults draw does not
 * shift what the ids draw, so that a run is repeated exactly even when another purpose is used more often.
 */
export class Chance {
	private readonly streams = new Map<string, RandomGenerator>();

	constructor(private readonly seed: number) {}

	/** A whole number from `min` to `max`, both included. */
	whole(purpose: string, min: number, max: number): number {
		return unsafeUniformIntDistribution(min, max, this.stream(purpose));
	}

	/** A number from 0 up to, but not including, 1. */
	part(purpose: string): number {
		return this.whole(purpose, 0, 0xffffffff) / 0x100000000;
	}

	/** True in `rate` of the cases; draws nothing at rates of 0 or less. */
	hits(purpose: string, rate: number): boolean {
		return rate > 0 && this.part(purpose) < rate;
	}

	/** A factor around 1, lognormal: its logarithm has the mean 0 and this sigma. Draws nothing at 0 or less. */
	spread(purpose: string, sigma: number): number {
		if (sigma <= 0) return 1;
		// Box and Muller; the first part is kept from 0, whose logarithm is none.
		const normal =
			Math.sqrt(-2 * Math.log(1 - this.part(purpose))) * Math.cos(2 * Math.PI * this.part(purpose));
		return Math.exp(sigma * normal);
	}

	uuid(purpose: string): string {
		const hex = Array.from({ length: 4 }, () =>
			this.whole(purpose, 0, 0xffffffff).toString(16).padStart(8, '0'),
		).join('');
		return [
			hex.slice(0, 8),
			hex.slice(8, 12),
			`4${hex.slice(13, 16)}`,
			`a${hex.slice(17, 20)}`,
			hex.slice(20),
		].join('-');
	}

	private stream(purpose: string): RandomGenerator {
		let stream = this.streams.get(purpose);
		if (!stream) {
			const digest = createHash('sha256').update(`${this.seed}/${purpose}`).digest();
			stream = xoroshiro128plus(digest.readInt32LE(0));
			// The first numbers of this generator still show its start value.
			unsafeSkipN(stream, 16);
			this.streams.set(purpose, stream);
		}
		return stream;
	}
}
