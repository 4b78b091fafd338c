import {
	bytesOf,
	headLength,
	isInputImage,
	typeOfBytes,
	typeOfLink,
} from '../../nodes/StableDiffusion/api/fileType';
import { cpuMs } from '../support/cpu';

const bytes = (latin: string, length = 64): Buffer =>
	Buffer.concat([Buffer.from(latin, 'latin1'), Buffer.alloc(Math.max(0, length - latin.length))]);

describe('The type of a file', () => {
	test.each([
		['\x89PNG\r\n\x1a\n', 'image/png', 'png'],
		['\xff\xd8\xff\xe0\x00\x10JFIF', 'image/jpeg', 'jpg'],
		['\xff\xd8\xff\xe1', 'image/jpeg', 'jpg'],
		['RIFF\x01\x02\x03\x04WEBPVP8 ', 'image/webp', 'webp'],
		['RIFF\x01\x02\x03\x04WAVEfmt ', 'audio/wav', 'wav'],
		['GIF87a', 'image/gif', 'gif'],
		['GIF89a', 'image/gif', 'gif'],
		['\x00\x00\x00\x20ftypavif', 'image/avif', 'avif'],
		['\x00\x00\x00\x14ftypqt  ', 'video/quicktime', 'mov'],
		['\x00\x00\x00\x1cftypM4A ', 'audio/mp4', 'm4a'],
		['\x00\x00\x00\x20ftypisom', 'video/mp4', 'mp4'],
		['\x00\x00\x00\x20ftypmp42', 'video/mp4', 'mp4'],
		['\x1a\x45\xdf\xa3', 'video/webm', 'webm'],
		['fLaC', 'audio/flac', 'flac'],
		['OggS', 'audio/ogg', 'ogg'],
		['ID3\x04', 'audio/mpeg', 'mp3'],
		['\xff\xfb\x90\x64', 'audio/mpeg', 'mp3'],
		['\xff\xf3\x84\xc4', 'audio/mpeg', 'mp3'],
		['glTF\x02', 'model/gltf-binary', 'glb'],
		['ply\nformat ascii', 'model/ply', 'ply'],
		['ply\r\nformat', 'model/ply', 'ply'],
		['PK\x03\x04', 'application/zip', 'zip'],
	])('is seen in its first bytes: %p', (head, mime, extension) => {
		expect(typeOfBytes(bytes(head))).toEqual({ mime, extension });
		expect(typeOfBytes(bytes(head).subarray(0, headLength))).toEqual({ mime, extension });
	});
	test.each([
		'',
		'\x89PN',
		'RIFF\x01\x02\x03\x04AVI ',
		'<html>',
		'{"a":1}',
		'GIF90a',
		'\xff\xfe\x41\x00',
		'\xff\xd8',
		'plywood',
	])('is not guessed out of other bytes: %p', (head) => {
		expect(typeOfBytes(Buffer.from(head, 'latin1'))).toBeUndefined();
	});
	test('takes no photo of a telephone for a video', () => {
		expect(typeOfBytes(bytes('\x00\x00\x00\x18ftypheic'))?.mime).not.toBe('video/mp4');
	});
	test.each([
		['https://files.example.test/a.obj', 'model/obj'],
		['https://files.example.test/a.STL?signature=x.y', 'model/stl'],
		['https://files.example.test/a.srt#t=1', 'application/x-subrip'],
		['https://files.example.test/a.b.txt', 'text/plain'],
		['https://files.example.test/a.json', 'application/json'],
	])('is told by the ending of a link where bytes say nothing: %s', (link, mime) => {
		expect(typeOfLink(link)?.mime).toBe(mime);
	});
	test.each([
		'https://files.example.test/a',
		'https://files.example.test/a.png',
		'https://files.example.test/obj',
		'https://files.example.test/a.constructor',
		'https://files.example.test/get?name=a.json',
		'',
	])('is not told by %p', (link) => {
		expect(typeOfLink(link)).toBeUndefined();
	});
});

describe('An input image', () => {
	test('is a PNG or a JPG', () => {
		expect(isInputImage(typeOfBytes(bytes('\x89PNG\r\n\x1a\n')))).toBe(true);
		expect(isInputImage(typeOfBytes(bytes('\xff\xd8\xff\xe0')))).toBe(true);
	});
	test('is nothing else', () => {
		expect(isInputImage(typeOfBytes(bytes('GIF89a')))).toBe(false);
		expect(isInputImage(typeOfBytes(bytes('RIFF\x01\x02\x03\x04WEBP')))).toBe(false);
		expect(isInputImage(undefined)).toBe(false);
	});
});

describe('Base64', () => {
	const file = Buffer.from('\x89PNG\r\n\x1a\n and some more bytes ?>?>', 'latin1');
	const text = file.toString('base64');

	test('becomes bytes, bare or as a data URI', () => {
		expect(bytesOf(text)).toEqual(file);
		expect(bytesOf(`data:image/png;base64,${text}`)).toEqual(file);
		expect(bytesOf(`DATA:image/png;charset=x;BASE64,${text}`)).toEqual(file);
	});
	test('becomes bytes with line breaks, without padding, and in the form for addresses', () => {
		expect(bytesOf(` ${text.replace(/(.{10})/g, '$1\r\n')}\n`)).toEqual(file);
		expect(bytesOf(text.replace(/=+$/, ''))).toEqual(file);
		expect(bytesOf(file.toString('base64url'))).toEqual(file);
	});
	test.each([
		'',
		'iVBORw0KGgo=',
		'https://files.example.test/0.png',
		'a lighthouse in a storm, oil painting',
		'data:text/plain,hello there, this is no base64',
		'data:image/png;base64,',
		'AAAAAAAAAAAAAAAA===',
		'AAAA=AAAAAAAAAAAAAAA',
		'<html><body>not found</body></html>',
	])('is not seen in %p', (other) => {
		expect(bytesOf(other)).toBeUndefined();
	});
	test('is read quickly, however long it is', () => {
		const long = Buffer.alloc(8 * 1024 * 1024, 7);
		const text = `data:image/png;base64,${long.toString('base64')}`;
		const busy = cpuMs(() => expect(bytesOf(text)?.length).toBe(long.length));
		expect(busy).toBeLessThan(3_000);
	});
});
