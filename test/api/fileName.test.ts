import fc from 'fast-check';
import { fileName } from '../../nodes/StableDiffusion/api/fileName';

const usual = '{prompt}-{id}-{index}';

describe('A file name', () => {
	test('is made of the prompt, the id and the place of the file', () => {
		const words = { prompt: 'A lighthouse, at night', id: '134711525', index: 0 };
		expect(fileName(usual, words)).toBe('a-lighthouse-at-night-134711525-0');
	});
	test('has the first words of a long prompt only', () => {
		const name = fileName('{prompt}', {
			prompt: 'one two three four five six seven eight nine ten eleven twelve thirteen',
		});
		expect(name).toBe('one-two-three-four-five-six-seven-eight-nine-ten-eleven-twel');
	});
	test('does not end in half a gap where the prompt was cut', () => {
		expect(fileName('{prompt}', { prompt: `${'x'.repeat(59)} yz` })).toBe('x'.repeat(59));
	});
	test('leaves no gap for words without a value', () => {
		expect(fileName(usual, { id: '17', index: 1, prompt: undefined })).toBe('17-1');
		expect(fileName(usual, { prompt: 'a', index: 1, id: undefined })).toBe('a-1');
		expect(fileName(usual, { prompt: '!!!', id: '17', index: 1 })).toBe('17-1');
	});
	test('keeps words that nobody knows, so that the slip is seen', () => {
		expect(fileName('{promt}-{id}', { prompt: 'a', id: '17' })).toBe('{promt}-17');
	});
	test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
		'knows no word {%s}',
		(word) => {
			expect(fileName(`{${word}}`, { id: '1' })).toBe(`{${word}}`);
		},
	);
	test('fills a word once: a value is no template', () => {
		expect(fileName('{prompt}-{track_id}', { prompt: 'a', track_id: '{id}', id: '17' })).toBe(
			'a-{id}',
		);
		expect(fileName('{track_id}', { track_id: '$& $1 $$' })).toBe('$& $1 $$');
	});
	test('is image where nothing is left', () => {
		for (const template of ['', '   ', '...', '///', '---', '{prompt}', '\u0000\u0007', '..\\..']) {
			expect(fileName(template, { prompt: '' })).toBe('file');
		}
	});
	test.each([
		['Ein Leuchtturm im Sturm, Öl', 'ein-leuchtturm-im-sturm-öl'],
		['灯台、夜', '灯台-夜'],
		['маяк ночью', 'маяк-ночью'],
		['ＦＵＬＬ　ｗｉｄｔｈ', 'full-width'],
		['a 🦊 in the snow', 'a-in-the-snow'],
		['नमस्ते दुनिया', 'नमस्ते-दुनिया'],
		['สวัสดี', 'สวัสดี'],
	])('keeps the words of any script: %s', (prompt, name) => {
		expect(fileName('{prompt}', { prompt })).toBe(name.normalize('NFKC'));
	});
});

describe('A file name that wants to be more', () => {
	test.each([
		'../../etc/passwd',
		'..\\..\\windows\\system32',
		'/etc/passwd',
		'C:\\autoexec',
		'\\\\server\\share',
		'....//....//x',
		'. . / . . / x',
		'./x',
		'x/../../y',
		'~/../x',
		'a\u0000/../b',
		'.\u200b./x',
		'.\u0007.\u0007/x',
	])('leads to no other folder: %p', (text) => {
		for (const name of [
			fileName('{track_id}', { track_id: text }),
			fileName(text, {}),
			fileName('{id}', { id: text }),
		]) {
			expect(name).not.toMatch(/[/\\:]/);
			expect(name).not.toMatch(/^\./);
			expect(name).not.toContain('..');
		}
	});
	test('holds no control characters, line breaks, or letters that turn the text around', () => {
		const odd =
			'a\u0000b\u0007c\r\nd\u001b[31me\u007ff\u0085g\u2028h\u2029i\u202egnp.exe\u200bj\ufeffk';
		expect(fileName('{track_id}', { track_id: odd })).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
	});
	test('holds nothing that a file system forbids', () => {
		expect(fileName('a<b>c:d"e/f\\g|h?i*j', {})).toBe('a-b-c-d-e-f-g-h-i-j');
	});
	test.each(['con', 'PRN', 'aux', 'nul', 'COM1', 'com9', 'lpt1', 'LPT9'])(
		'is no device: %s',
		(device) => {
			expect(fileName(device, {})).toBe(`file-${device}`);
			expect(fileName('{id}', { id: ` ${device}. ` })).toBe(`file-${device}`);
		},
	);
	test.each(['con.fig', 'AUX.v2', 'nul.a.b', 'com1.x'])(
		'is no device with an ending either, since Windows reads up to the first period: %s',
		(device) => {
			expect(fileName(device, {})).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
		},
	);
	test('may begin like a device', () => {
		expect(fileName('console', {})).toBe('console');
		expect(fileName('com10', {})).toBe('com10');
	});
	test('is short, out of 10,000 characters', () => {
		for (const text of [
			'x'.repeat(10_000),
			'word '.repeat(2_000),
			`${'-'.repeat(5_000)}a${'.'.repeat(4_999)}`,
		]) {
			for (const name of [
				fileName(text, {}),
				fileName('{id}', { id: text }),
				fileName(usual, { prompt: text }),
			]) {
				expect([...name].length).toBeLessThanOrEqual(100);
				expect(name).toMatch(/^[^\s.-].*[^\s.-]$|^[^\s.-]$/);
			}
		}
	});
	test('cuts no emoji in two', () => {
		const name = fileName('{track_id}', { track_id: `a${'🦊'.repeat(10_000)}` });
		expect(name).not.toMatch(/\p{Cs}/u);
		expect([...name].length).toBeLessThanOrEqual(100);
	});
	test('fits a file system, which counts bytes: 255 with the ending', () => {
		for (const text of ['写'.repeat(200), '🦊'.repeat(200), 'ä'.repeat(200)]) {
			expect(Buffer.byteLength(fileName('{track_id}', { track_id: text }))).toBeLessThanOrEqual(
				249,
			);
		}
	});
	test('is a safe one, whatever came', () => {
		const text = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 300 }),
			fc
				.array(
					fc.constantFrom(
						'..',
						'/',
						'\\',
						'.',
						' ',
						'-',
						'con',
						'\u0000',
						'\u202e',
						'a',
						'{id}',
						'{prompt}',
						'{index}',
					),
				)
				.map((all) => all.join('')),
		);
		fc.assert(
			fc.property(text, text, text, (template, prompt, id) => {
				const name = fileName(template, { prompt, id, index: 3 });
				return (
					name !== '' &&
					[...name].length <= 106 &&
					!/[/\\:*?"<>|\p{Cc}\p{Cf}]/u.test(name) &&
					!/^[.\s-]|[.\s-]$|\.\./.test(name)
				);
			}),
			{ numRuns: 5_000 },
		);
	});
});
