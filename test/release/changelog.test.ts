import { complaintsOfTag, entryOf } from '../../scripts/release/changelog';

const changelog = `# Changelog

## Unreleased (0.3.0)

Much.

## 0.2.0 (2031-06-01)

- New: butter.

### By the way

Nothing.

## 0.1.0 (2031-05-17)

First version.
`;

describe('An entry of the changelog', () => {
	test('has its date and all that stands under it', () => {
		expect(entryOf(changelog, '0.2.0')).toEqual({
			version: '0.2.0',
			date: '2031-06-01',
			text: '- New: butter.\n\n### By the way\n\nNothing.',
		});
	});

	test('may have no date yet', () => {
		expect(entryOf(changelog, '0.3.0')).toEqual({ version: '0.3.0', text: 'Much.' });
	});

	test('is not that of a version that begins alike', () => {
		expect(entryOf(changelog, '0.2')).toBeUndefined();
		expect(entryOf(changelog, '10.1.0')).toBeUndefined();
	});
});

describe('A tag', () => {
	const right = { version: '0.2.0', changelog, kept: true };

	test('that goes with the version and a dated entry can be released', () => {
		expect(complaintsOfTag('v0.2.0', right)).toEqual([]);
	});

	test.each([
		['another version', 'v0.1.0', right, /package\.json says 0\.2\.0/],
		['no v', '0.2.0', right, /The tag is 0\.2\.0/],
		['no date', 'v0.3.0', { ...right, version: '0.3.0' }, /does not date 0\.3\.0/],
		['no entry', 'v0.4.0', { ...right, version: '0.4.0' }, /no heading for 0\.4\.0/],
		['nothing kept', 'v0.2.0', { ...right, kept: false }, /release:keep/],
		[
			'nothing new',
			'v0.2.0',
			{ ...right, changelog: '## 0.2.0 (2031-06-01)\n' },
			/does not say what is new/,
		],
	])('with %s cannot', (_what, tag, facts, said) => {
		expect(complaintsOfTag(tag, facts)).toEqual([expect.stringMatching(said)]);
	});
});
