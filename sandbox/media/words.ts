import { drawer } from '../paint/noise';

const { floor } = Math;

const openings = ['I saw', 'We sang of', 'They dream of', 'Tell me about', 'Nobody knows'];
const endings = ['in the morning light', 'down by the river', 'all night long', 'once again'];
const spoken = [
	'this is the sandbox speaking',
	'it cannot hear what was said',
	'so it says something of its own',
	'the words change with the seed',
	'and stay the same for the same seed',
];

/** A song text with the times of its lines, as the song generator wants it. */
export function lyrics(subject: string, seed: number, isLong: boolean): string {
	const draw = drawer(`lyrics ${subject} ${seed}`);
	const pick = (texts: string[]) => texts[floor(draw() * texts.length)];
	const lines = Array.from({ length: isLong ? 16 : 8 }, (_, index) => {
		const seconds = index * 5;
		return `[${clock(seconds)}.00]${pick(openings)} ${subject} ${pick(endings)}`;
	});
	return `${lines.join('\n')}\n`;
}

/** What was said, as one paragraph, or with the time before each sentence or word. */
export function transcript(seed: number, level: 'word' | 'sentence' | undefined): string {
	const draw = drawer(`transcript ${seed}`);
	const sentences = Array.from({ length: 3 }, () => spoken[floor(draw() * spoken.length)]);
	if (!level) return `${sentences.join('. ')}.\n`;
	const pieces = level === 'word' ? sentences.flatMap((each) => each.split(' ')) : sentences;
	const each = level === 'word' ? 0.4 : 2.5;
	const lines = pieces.map((piece, index) => {
		const [from, to] = [index * each, (index + 1) * each];
		return `[${from.toFixed(2)} - ${to.toFixed(2)}] ${piece}`;
	});
	return `${lines.join('\n')}\n`;
}

/** Minutes and seconds. */
function clock(seconds: number): string {
	const part = (value: number) => String(value).padStart(2, '0');
	return `${part(floor(seconds / 60))}:${part(seconds % 60)}`;
}
