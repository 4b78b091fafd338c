import type { IBinaryKeyData } from 'n8n-workflow';
import { png } from './pictures';

/** Small real files of every kind that goes in. */

/** A tenth of a second of silence: 8 kHz, one channel, 16 bits. */
export function wav(samples = 800): Buffer {
	const head = Buffer.alloc(44);
	head.write('RIFF', 0, 'latin1');
	head.writeUInt32LE(36 + samples * 2, 4);
	head.write('WAVEfmt ', 8, 'latin1');
	head.writeUInt32LE(16, 16);
	head.writeUInt16LE(1, 20);
	head.writeUInt16LE(1, 22);
	head.writeUInt32LE(8000, 24);
	head.writeUInt32LE(16_000, 28);
	head.writeUInt16LE(2, 32);
	head.writeUInt16LE(16, 34);
	head.write('data', 36, 'latin1');
	head.writeUInt32LE(samples * 2, 40);
	return Buffer.concat([head, Buffer.alloc(samples * 2)]);
}

/** One black pixel. */
export const gif = Buffer.from(
	'R0lGODlhAQABAIAAAAAAAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==',
	'base64',
);

/** The smallest GLB that a reader takes: a scene with nothing in it. */
export function glb(): Buffer {
	const json = Buffer.from('{"asset":{"version":"2.0"},"scenes":[{}],"scene":0} '.padEnd(52));
	const head = Buffer.alloc(20);
	head.write('glTF', 0, 'latin1');
	head.writeUInt32LE(2, 4);
	head.writeUInt32LE(20 + json.length, 8);
	head.writeUInt32LE(json.length, 12);
	head.write('JSON', 16, 'latin1');
	return Buffer.concat([head, json]);
}

export const files = {
	image: { bytes: png(64, 64, [20, 120, 220]), mimeType: 'image/png', fileName: 'photo.png' },
	audio: { bytes: wav(), mimeType: 'audio/wav', fileName: 'voice.wav' },
	video: { bytes: gif, mimeType: 'image/gif', fileName: 'clip.gif' },
	model3d: { bytes: glb(), mimeType: 'model/gltf-binary', fileName: 'chair.glb' },
};

/** What the bytes of a result show it to be, told apart from the node's own look at them. */
export function kindOfFile(bytes: Buffer): string {
	const ascii = bytes.toString('latin1', 0, 12);
	if (ascii.startsWith('\x89PNG')) return 'image/png';
	if (ascii.startsWith('GIF8')) return 'image/gif';
	if (ascii.startsWith('RIFF') && ascii.endsWith('WAVE')) return 'audio/wav';
	if (ascii.startsWith('ID3') || bytes.readUInt16BE(0) >> 5 === 0x7ff) return 'audio/mpeg';
	if (ascii.startsWith('fLaC')) return 'audio/flac';
	if (ascii.startsWith('ftyp', 4)) return 'video/mp4';
	if (ascii.startsWith('glTF')) return 'model/gltf-binary';
	if (ascii.startsWith('ply')) return 'model/ply';
	if (/^\s*(#|o |v )/.test(ascii)) return 'model/obj';
	return 'text/plain';
}

/** Fields of an item with a file of every kind, each called by its kind. */
export const binaryOfEveryKind = (): IBinaryKeyData =>
	Object.fromEntries(
		Object.entries(files).map(([kind, { bytes, mimeType, fileName }]) => [
			kind,
			{ data: bytes.toString('base64'), mimeType, fileName },
		]),
	);
