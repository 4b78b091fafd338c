import { blank, resize, type Picture } from '../../paint/picture';

/** The largest square in the middle of the picture, brought to `side` pixels. */
export function cropToSquare(picture: Picture, side: number): Picture {
	const length = Math.min(picture.width, picture.height);
	const left = Math.floor((picture.width - length) / 2);
	const top = Math.floor((picture.height - length) / 2);
	const square = blank(length, length);
	for (let y = 0; y < length; y += 1) {
		const start = ((top + y) * picture.width + left) * 4;
		square.data.set(picture.data.subarray(start, start + length * 4), y * length * 4);
	}
	return resize(square, side, side);
}
