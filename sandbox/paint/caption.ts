import { resize, type Picture } from './picture';

const { abs, max, min } = Math;

export type CaptionLength = 'short' | 'normal' | 'long';

/** What the sandbox can see in a picture, in words: its main colours, its shape, how light it is. */
export function captionOf(picture: Picture, length: CaptionLength): string {
	const colours = mainColours(picture);
	const short = `a picture in ${colours.slice(0, 2).join(' and ')}`;
	if (length === 'short') return short;
	const { width, height } = picture;
	const shape = width > height ? 'wide' : width < height ? 'tall' : 'square';
	const normal = `${short}, ${shape}, ${width} by ${height} pixels`;
	if (length === 'normal') return normal;
	const others = colours.slice(2, 4);
	return `${normal}, ${lightness(picture)}, ${
		others.length > 0 ? `with some ${others.join(' and ')}` : 'with no other colour to speak of'
	}`;
}

/** Names of the colours, the most frequent first. A small copy of the picture is enough to count them. */
function mainColours(picture: Picture): string[] {
	const small = smallCopy(picture);
	const counts = new Map<string, number>();
	for (let at = 0; at < small.data.length; at += 4) {
		const name = colourName(small.data[at], small.data[at + 1], small.data[at + 2]);
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

const hues: [end: number, name: string][] = [
	[15, 'red'],
	[45, 'orange'],
	[70, 'yellow'],
	[160, 'green'],
	[200, 'turquoise'],
	[255, 'blue'],
	[290, 'violet'],
	[345, 'pink'],
	[360, 'red'],
];

function colourName(red: number, green: number, blue: number): string {
	const high = max(red, green, blue);
	const low = min(red, green, blue);
	const range = high - low;
	if (high < 40) return 'black';
	if (range < 28) return low > 215 ? 'white' : 'grey';
	const sector =
		high === red
			? (green - blue) / range
			: high === green
				? 2 + (blue - red) / range
				: 4 + (red - green) / range;
	const hue = (sector * 60 + 360) % 360;
	return hues.find(([end]) => hue <= end)?.[1] ?? 'red';
}

function lightness(picture: Picture): string {
	const small = smallCopy(picture);
	let sum = 0;
	for (let at = 0; at < small.data.length; at += 4) {
		sum += small.data[at] + small.data[at + 1] + small.data[at + 2];
	}
	const mean = sum / (small.data.length / 4) / 3;
	if (abs(mean - 127) < 40) return 'neither dark nor light';
	return mean > 127 ? 'light' : 'dark';
}

function smallCopy(picture: Picture): Picture {
	return resize(picture, min(picture.width, 32), min(picture.height, 32));
}
