const { ceil, floor } = Math;

/** Samples in one frame of MPEG 1 layer 3, and the rate that the header below names. */
const frameSamples = 1152;
const rate = 44_100;

/** Bits per second, with their codes in the frame header. */
const bitrates: Record<string, { bits: number; code: number }> = {
	'128k': { bits: 128_000, code: 9 },
	'192k': { bits: 192_000, code: 11 },
	'320k': { bits: 320_000, code: 14 },
};

/**
 * An MP3 file that plays as silence: frames whose side information is all zero hold no sound, and an encoder of
 * real sound would be larger than the rest of the sandbox's media together.
 */
export function silentMp3(seconds: number, bitrate: string): Buffer {
	const { bits, code } = bitrates[bitrate] ?? bitrates['320k'];
	const frame = Buffer.alloc(floor((frameSamples / 8) * (bits / rate)));
	// Sync, MPEG 1, layer 3, no checksum; bit rate and 44.1 kHz; one channel.
	Buffer.from([0xff, 0xfb, code << 4, 0xc0]).copy(frame);
	return Buffer.concat(Array<Buffer>(ceil((seconds * rate) / frameSamples)).fill(frame));
}
