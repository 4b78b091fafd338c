// Files of a wanted size that are what they say they are.
import { PNG } from 'pngjs';
import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';

/** What "MB" means here: 1,000,000 bytes, as the service's files are counted. */
const megabyte = 1_000_000;

/**
 * A PNG of coloured noise, which cannot be packed: at least that many megabytes, and hardly more.
 * @param seed the same seed gives the same picture
 */
export function noisePng(megabytes: number, seed: number): Buffer {
	// Three bytes for a pixel, one more for each row.
	const side = Math.ceil(Math.sqrt((megabytes * megabyte) / 3));
	const picture = new PNG({ width: side, height: side, colorType: 2 });
	const chance = xoroshiro128plus(seed);
	for (let at = 0; at < picture.data.length; at += 4) {
		picture.data.writeUInt32LE(unsafeUniformIntDistribution(0, 0xffffffff, chance), at);
	}
	return PNG.sync.write(picture, {
		colorType: 2,
		inputHasAlpha: true,
		deflateLevel: 0,
		filterType: 0,
	});
}
