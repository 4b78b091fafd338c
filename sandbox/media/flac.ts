import { createHash } from 'node:crypto';
import type { Sound } from './sound';
import { littleEndian } from './wav';

const blockSamples = 4096;
/** The codes that FLAC has for what is used here. */
const codes = { block4096: 0xc, blockInHeader: 0x7, rate16k: 0x5, mono16Bit: 0x08, verbatim: 0x02 };

/** A FLAC file without compression: every block holds its samples as they are. 16 kHz, one channel, 16 bit. */
export function encodeFlac(sound: Sound): Buffer {
	const { samples } = sound;
	const frames: Buffer[] = [];
	for (let start = 0; start < samples.length; start += blockSamples) {
		frames.push(frame(frames.length, samples.subarray(start, start + blockSamples)));
	}
	return Buffer.concat([Buffer.from('fLaC'), streamInfo(sound), ...frames]);
}

function streamInfo({ rate, samples }: Sound): Buffer {
	const block = Buffer.alloc(38);
	// The last (and only) block of metadata, kind 0, 34 bytes long.
	block.writeUInt32BE(0x80000022, 0);
	block.writeUInt16BE(blockSamples, 4);
	block.writeUInt16BE(blockSamples, 6);
	// 20 bits rate, 3 bits channels - 1, 5 bits depth - 1, 36 bits number of samples; frame sizes stay unknown.
	block.writeBigUInt64BE((BigInt(rate) << 44n) | (15n << 36n) | BigInt(samples.length), 14);
	createHash('md5').update(littleEndian(samples)).digest().copy(block, 22);
	return block;
}

function frame(number: number, samples: Int16Array): Buffer {
	// A frame number is one byte up to here; more would need the longer form, and half a minute of sound.
	if (number > 127) throw new Error('The sound is too long for a FLAC file of the sandbox');
	const isFull = samples.length === blockSamples;
	const size = isFull ? codes.block4096 : codes.blockInHeader;
	const head = [0xff, 0xf8, (size << 4) | codes.rate16k, codes.mono16Bit, number];
	if (!isFull) head.push((samples.length - 1) >> 8, (samples.length - 1) & 0xff);
	const bytes = Buffer.alloc(head.length + 2 + samples.length * 2);
	Buffer.from(head).copy(bytes);
	bytes[head.length] = checksum(bytes.subarray(0, head.length), 8, 0x07);
	bytes[head.length + 1] = codes.verbatim;
	samples.forEach((sample, index) => bytes.writeInt16BE(sample, head.length + 2 + index * 2));
	const end = Buffer.alloc(2);
	end.writeUInt16BE(checksum(bytes, 16, 0x8005));
	return Buffer.concat([bytes, end]);
}

/** A cyclic redundancy check of 8 or 16 bits, high bit first, from 0. */
function checksum(bytes: Buffer, bits: 8 | 16, polynomial: number): number {
	const top = 1 << (bits - 1);
	const mask = (1 << bits) - 1;
	let rest = 0;
	for (const byte of bytes) {
		rest ^= byte << (bits - 8);
		for (let bit = 0; bit < 8; bit += 1) {
			rest = (rest & top ? (rest << 1) ^ polynomial : rest << 1) & mask;
		}
	}
	return rest;
}
