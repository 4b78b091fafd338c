import { mix } from './picture';

// Taken out once: where the global object is a guarded one (Jest), each `Math.` in a loop is slow.
const { max, min } = Math;

export type Colour = readonly [red: number, green: number, blue: number];

/** The colours of one scene, light to dark from the sky to what is near. */
export interface Palette {
	skyTop: Colour;
	skyLow: Colour;
	light: Colour;
	far: Colour;
	near: Colour;
	glint: Colour;
}

/** Colour words that a prompt may hold, as places on the colour wheel (degrees). */
const hues: Record<string, number> = {
	red: 2,
	crimson: 350,
	rose: 340,
	pink: 330,
	orange: 26,
	autumn: 28,
	desert: 34,
	gold: 44,
	golden: 44,
	yellow: 52,
	green: 120,
	forest: 135,
	jungle: 140,
	turquoise: 176,
	teal: 182,
	ocean: 200,
	sea: 204,
	ice: 205,
	blue: 214,
	storm: 222,
	violet: 268,
	purple: 280,
};

/** A palette for the prompt: by its colour words, else by chance. `dark` is for scenes at night. */
export function paletteFor(words: string[], draw: () => number, dark: boolean): Palette {
	const named = words.map((word) => hues[word]).find((hue) => hue !== undefined);
	const drawn = draw() * 360;
	const hue = named ?? drawn;
	// A sky apart from the land, but not so far that the two quarrel.
	const sky = hue + (draw() < 0.5 ? -1 : 1) * (28 + draw() * 50);
	const warm = 24 + draw() * 26;
	return dark
		? {
				skyTop: hsl(sky, 0.55, 0.07),
				skyLow: hsl(sky + 24, 0.5, 0.3),
				light: hsl(50, 0.5, 0.93),
				far: hsl(hue, 0.32, 0.24),
				near: hsl(hue + 14, 0.42, 0.05),
				glint: hsl(210, 0.4, 0.92),
			}
		: {
				skyTop: hsl(sky, 0.5, 0.5),
				skyLow: hsl(warm, 0.75, 0.82),
				light: hsl(warm + 14, 0.95, 0.94),
				far: hsl(hue, 0.3, 0.64),
				near: hsl(hue - 12, 0.5, 0.15),
				glint: hsl(warm + 10, 0.8, 0.9),
			};
}

export function between(from: Colour, to: Colour, part: number): Colour {
	const safe = min(1, max(0, part));
	return [mix(from[0], to[0], safe), mix(from[1], to[1], safe), mix(from[2], to[2], safe)];
}

function hsl(hue: number, saturation: number, lightness: number): Colour {
	const reach = saturation * min(lightness, 1 - lightness);
	const channel = (offset: number) => {
		const place = (((offset + hue / 30) % 12) + 12) % 12;
		return 255 * (lightness - reach * max(-1, min(place - 3, 9 - place, 1)));
	};
	return [channel(0), channel(8), channel(4)];
}
