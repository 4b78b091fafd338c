import { blank, resize, type Picture } from '../paint/picture';

const { floor, round, max } = Math;

/** Pictures of one size that follow each other. */
export interface Movie {
	width: number;
	height: number;
	/** Pictures per second. */
	fps: number;
	frames: Picture[];
}

/** A pan over a still picture: each frame shows a piece that lies a little further to the right. */
export function pan(
	still: Picture,
	size: { width: number; height: number; fps: number },
	count: number,
): Movie {
	const { width, height, fps } = size;
	const spare = max(count, round(width / 5));
	const wide = resize(still, width + spare, height);
	const frames = Array.from({ length: count }, (_, index) =>
		cut(wide, floor((spare * index) / count), width),
	);
	return { width, height, fps, frames };
}

function cut(picture: Picture, left: number, width: number): Picture {
	const piece = blank(width, picture.height);
	for (let y = 0; y < picture.height; y += 1) {
		const from = (y * picture.width + left) * 4;
		piece.data.set(picture.data.subarray(from, from + width * 4), y * width * 4);
	}
	return piece;
}
