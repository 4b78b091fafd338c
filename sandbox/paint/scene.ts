import { coarse, drawer, layered, smoothNoise, type Noise } from './noise';
import { between, paletteFor, type Colour, type Palette } from './palette';
import { blank, type Picture } from './picture';

// Taken out once: where the global object is a guarded one (Jest), each `Math.` in a loop is slow.
const { abs, exp, floor, hypot, max, min, round } = Math;

type Theme = 'hills' | 'sea' | 'night' | 'flow';

const themeWords: [Theme, RegExp][] = [
	['night', /\b(night|stars?|moon|space|galaxy|midnight|planet)\b/],
	['sea', /\b(sea|ocean|lighthouse|boat|ship|beach|lake|island|coast|water)\b/],
	['hills', /\b(hills?|mountains?|forest|valley|landscape|desert|castle|field|meadow)\b/],
];

/**
 * A picture for a prompt. The same prompt, seed and size always give the same pixels; the prompt chooses theme and
 * colours, the seed the layout.
 */
export function paintScene(prompt: string, seed: number, width: number, height: number): Picture {
	const text = prompt.toLowerCase();
	const taste = drawer(`prompt ${text}`);
	const theme = themeOf(text, taste());
	const palette = paletteFor(text.match(/[a-z]+/g) ?? [], taste, theme === 'night');
	const draw = drawer(`layout ${text} ${seed}`);
	const unit = max(width, height);
	const picture = blank(width, height);
	if (theme === 'flow') paintFlow(picture, palette, draw, unit);
	else paintLand(picture, theme, palette, draw, unit);
	return picture;
}

function themeOf(text: string, draw: number): Theme {
	const named = themeWords.find(([, words]) => words.test(text));
	if (named) return named[0];
	const themes: Theme[] = ['hills', 'sea', 'night', 'flow'];
	return themes[floor(draw * themes.length)];
}

/** Sky with sun or moon and clouds; before it ranges of hills, or water up to the horizon. */
function paintLand(
	picture: Picture,
	theme: Theme,
	palette: Palette,
	draw: () => number,
	unit: number,
): void {
	const { width, height } = picture;
	const noise = smoothNoise(draw);
	const clouds = coarse(layered(noise, 4), width, height * 2.4, unit / 5);
	const ripples = coarse(layered(noise, 2), width, height * 2.6, unit / 9);
	const horizon = height * (0.46 + draw() * 0.18);
	const sun = { x: width * (0.18 + draw() * 0.64), y: horizon * (0.3 + draw() * 0.55) };
	const radius = unit * (0.035 + draw() * 0.04);
	const ranges = rangesOf(noise, theme, palette, draw, { width, height, unit, horizon });
	const stars = theme === 'night' ? starsOf(draw, width, horizon) : new Set<number>();

	for (let y = 0; y < height; y += 1) {
		const sky = between(palette.skyTop, palette.skyLow, (y / horizon) ** 1.4);
		const depth = (y - horizon) / (height - horizon);
		const water = between(
			between(palette.skyLow, palette.far, 0.45),
			palette.near,
			max(0, depth) ** 0.7,
		);
		for (let x = 0; x < width; x += 1) {
			const pixel = y * width + x;
			// The nearest range hides everything behind it, so it is looked for first.
			const range = ranges.find((each) => y >= each.top[x] && y < each.bottom);
			let colour: Colour;
			if (range) {
				const haze = min(1, (y - range.top[x]) / (unit * 0.3));
				colour = between(range.colour, palette.skyLow, 0.16 * haze);
			} else if (y < horizon) {
				const distance = hypot(x - sun.x, y - sun.y);
				const cloud = max(0, clouds(x, y * 2.4) - 0.52) * 1.9;
				const glow = 0.42 * exp(-distance / (radius * 4.5));
				const disc = min(1, max(0, radius - distance + 0.5));
				const light = 1 - (1 - glow) * (1 - disc) * (1 - min(0.75, cloud));
				colour = between(sky, palette.light, light);
				if (stars.has(pixel)) colour = between(colour, palette.glint, 0.9);
			} else {
				const wave = ripples(x * (0.5 + depth * 0.4), (y - horizon) * (11 - depth * 7));
				const shine = exp(-abs(x - sun.x) / (radius * (1.2 + depth * 3)));
				colour = between(water, palette.glint, max(0, wave - 0.45) * (0.35 + shine * 1.5));
			}
			set(picture, pixel, colour);
		}
	}
}

interface Range {
	/** For every column the row in which the range begins. */
	top: Float64Array;
	/** The row above which it ends; islands end at the water. */
	bottom: number;
	colour: Colour;
}

/** Hills or islands, the nearest first. */
function rangesOf(
	noise: Noise,
	theme: Theme,
	palette: Palette,
	draw: () => number,
	room: { width: number; height: number; unit: number; horizon: number },
): Range[] {
	const { width, height, unit, horizon } = room;
	const ridge = layered(noise, 6);
	const isSea = theme === 'sea';
	const count = isSea ? 2 : 4 + floor(draw() * 3);
	const ranges = Array.from({ length: count }, (_, index) => {
		const part = index / (count - 1);
		const offset = draw() * 100;
		const wide = unit * (0.5 - part * 0.22);
		const tall = unit * (isSea ? 0.3 : 0.6 - part * 0.2);
		const foot = isSea ? horizon : horizon + (height - horizon) * part * 0.85;
		const top = Float64Array.from(
			{ length: width },
			(_unused, x) => foot - (ridge(x / wide + offset, index * 7.3) - (isSea ? 0.5 : 0.38)) * tall,
		);
		const colour = between(palette.far, palette.near, isSea ? 0.35 + part * 0.4 : part ** 0.8);
		return { top, bottom: isSea ? horizon : height, colour };
	});
	return ranges.reverse();
}

function starsOf(draw: () => number, width: number, horizon: number): Set<number> {
	const stars = new Set<number>();
	const count = round((width * horizon) / 1400);
	for (let star = 0; star < count; star += 1) {
		stars.add(floor(draw() * horizon) * width + floor(draw() * width));
	}
	return stars;
}

/** Bands of colour that flow around each other, for prompts that are no landscape. */
function paintFlow(picture: Picture, palette: Palette, draw: () => number, unit: number): void {
	const { width, height } = picture;
	const noise = layered(smoothNoise(draw), 3);
	const bend = 1.1 + draw() * 1.2;
	const bands = 2.5 + draw() * 3;
	const field = coarse(
		(x, y) => noise(x + bend * noise(x + 3, y + 9), y + bend * noise(x + 21, y + 5)),
		width,
		height,
		unit / 2.2,
	);
	const ring: Colour[] = [palette.skyTop, palette.far, palette.light, palette.skyLow, palette.near];
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			const place = (field(x, y) * bands * 2 + (x + y) / (unit * 3)) % ring.length;
			const low = floor(place);
			const part = place - low;
			const colour = between(
				ring[low],
				ring[(low + 1) % ring.length],
				part * part * (3 - 2 * part),
			);
			set(picture, y * width + x, colour);
		}
	}
}

function set(picture: Picture, pixel: number, colour: Colour): void {
	picture.data[pixel * 4] = colour[0];
	picture.data[pixel * 4 + 1] = colour[1];
	picture.data[pixel * 4 + 2] = colour[2];
}
