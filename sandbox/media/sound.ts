import { drawer } from '../paint/noise';

// Taken out once: where the global object is a guarded one (Jest), each `Math.` in a loop is slow.
const { exp, floor, PI, round, sin } = Math;

/** One channel of 16 bit samples. */
export interface Sound {
	rate: number;
	samples: Int16Array;
}

/** Low enough for small files, high enough for every tone that is made here. */
const rate = 16_000;

/** Five notes that sound well in any order, in half tones above the lowest. */
const scale = [0, 2, 4, 7, 9];

/** A melody of plucked notes; the same text and seed give the same sound. */
export function melody(text: string, seed: number, seconds: number): Sound {
	const draw = drawer(`melody ${text} ${seed}`);
	const lowest = 196 * 2 ** (floor(draw() * 6) / 12);
	const beat = 0.18 + draw() * 0.12;
	const notes = Array.from({ length: floor(seconds / beat) + 1 }, () => {
		const step = floor(draw() * 10);
		return lowest * 2 ** ((scale[step % 5] + 12 * floor(step / 5)) / 12);
	});
	return sample(seconds, (time) => {
		const index = floor(time / beat);
		const since = time - index * beat;
		const turn = 2 * PI * notes[index] * since;
		return (sin(turn) + 0.4 * sin(2 * turn)) * exp(-6 * since) * 0.6;
	});
}

/** A voice without words: one tone that rises and falls in syllables. */
export function voice(text: string, seed: number, seconds: number): Sound {
	const draw = drawer(`voice ${text} ${seed}`);
	const pitch = 95 + draw() * 130;
	const syllables = Array.from({ length: floor(seconds * 5) + 1 }, () => 0.85 + draw() * 0.35);
	let turn = 0;
	return sample(seconds, (time) => {
		const index = floor(time * 5);
		turn += (2 * PI * pitch * syllables[index]) / rate;
		const loudness = sin(PI * (time * 5 - index));
		return (sin(turn) + 0.5 * sin(2 * turn) + 0.3 * sin(3 * turn)) * loudness * 0.4;
	});
}

function sample(seconds: number, at: (time: number) => number): Sound {
	const samples = new Int16Array(round(seconds * rate));
	for (let index = 0; index < samples.length; index += 1) {
		samples[index] = at(index / rate) * 24_000;
	}
	return { rate, samples };
}
