import type { Sound } from './sound';

/** A WAV file: 16 bit PCM, one channel. */
export function encodeWav({ rate, samples }: Sound): Buffer {
	const head = Buffer.alloc(44);
	head.write('RIFF', 0, 'latin1');
	head.writeUInt32LE(36 + samples.byteLength, 4);
	head.write('WAVEfmt ', 8, 'latin1');
	head.writeUInt32LE(16, 16);
	head.writeUInt16LE(1, 20);
	head.writeUInt16LE(1, 22);
	head.writeUInt32LE(rate, 24);
	head.writeUInt32LE(rate * 2, 28);
	head.writeUInt16LE(2, 32);
	head.writeUInt16LE(16, 34);
	head.write('data', 36, 'latin1');
	head.writeUInt32LE(samples.byteLength, 40);
	return Buffer.concat([head, littleEndian(samples)]);
}

/** The samples as bytes, the low one first, on every machine. */
export function littleEndian(samples: Int16Array): Buffer {
	const bytes = Buffer.alloc(samples.byteLength);
	samples.forEach((sample, index) => bytes.writeInt16LE(sample, index * 2));
	return bytes;
}
