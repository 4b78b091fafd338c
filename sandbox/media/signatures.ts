/** Kinds of sound and moving picture that are told apart. */
export type FileKind = 'wav' | 'mp3' | 'flac' | 'ogg' | 'gif' | 'mp4' | 'webm';

/** What a file is by its first bytes; undefined for anything else. */
export function kindOf(bytes: Buffer): FileKind | undefined {
	const has = (text: string, at = 0) => bytes.toString('latin1', at, at + text.length) === text;
	if (has('RIFF') && has('WAVE', 8)) return 'wav';
	if (has('ID3') || isMp3Frame(bytes)) return 'mp3';
	if (has('fLaC')) return 'flac';
	if (has('OggS')) return 'ogg';
	if (has('GIF87a') || has('GIF89a')) return 'gif';
	if (has('ftyp', 4)) return 'mp4';
	if (has('\x1aE\xdf\xa3')) return 'webm';
	return undefined;
}

/** Eleven set bits, then MPEG layer 3. */
function isMp3Frame(bytes: Buffer): boolean {
	return bytes.length > 2 && bytes[0] === 0xff && (bytes[1] & 0xe6) === 0xe2;
}
