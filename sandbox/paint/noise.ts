import { createHash } from 'node:crypto';
import { unsafeSkipN, unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';
import { mix } from './picture';

// Taken out once: where the global object is a guarded one (Jest), each `Math.` in a loop is slow.
const { ceil, floor } = Math;

/** Numbers that depend on nothing but the given text: 0 up to, but not including, 1. */
export function drawer(text: string): () => number {
	const start = createHash('sha256').update(text).digest().readInt32LE(0);
	const generator = xoroshiro128plus(start);
	unsafeSkipN(generator, 16);
	return () => unsafeUniformIntDistribution(0, 0xffffff, generator) / 0x1000000;
}

export type Noise = (x: number, y: number) => number;

const tableSize = 64;

/** Smooth noise from 0 to 1 over an endless plane; one hill is about one unit wide. */
export function smoothNoise(draw: () => number): Noise {
	const values = Float64Array.from({ length: tableSize * tableSize }, draw);
	const valueAt = (x: number, y: number) =>
		values[(y & (tableSize - 1)) * tableSize + (x & (tableSize - 1))];
	return (x, y) => {
		const left = floor(x);
		const top = floor(y);
		const across = ease(x - left);
		const down = ease(y - top);
		return mix(
			mix(valueAt(left, top), valueAt(left + 1, top), across),
			mix(valueAt(left, top + 1), valueAt(left + 1, top + 1), across),
			down,
		);
	};
}

/** Several layers of noise, each twice as fine and half as strong as the one before. */
export function layered(noise: Noise, layers: number): Noise {
	return (x, y) => {
		let sum = 0;
		let weight = 0;
		for (let layer = 0; layer < layers; layer += 1) {
			const scale = 2 ** layer;
			sum += noise(x * scale + layer * 17, y * scale + layer * 31) / scale;
			weight += 1 / scale;
		}
		return sum / weight;
	};
}

/** Computes `noise` on a coarse grid and fills in between: for soft things, at a sixteenth of the cost. */
export function coarse(
	noise: Noise,
	width: number,
	height: number,
	unit: number,
): (x: number, y: number) => number {
	const step = 4;
	const across = ceil(width / step) + 2;
	const down = ceil(height / step) + 2;
	const grid = new Float64Array(across * down);
	for (let y = 0; y < down; y += 1) {
		for (let x = 0; x < across; x += 1) {
			grid[y * across + x] = noise((x * step) / unit, (y * step) / unit);
		}
	}
	return (x, y) => {
		const left = floor(x / step);
		const top = floor(y / step);
		const at = top * across + left;
		const part = x / step - left;
		return mix(
			mix(grid[at], grid[at + 1], part),
			mix(grid[at + across], grid[at + across + 1], part),
			y / step - top,
		);
	};
}

function ease(part: number): number {
	return part * part * (3 - 2 * part);
}
