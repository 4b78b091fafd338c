import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCode } from '../../scripts/release/code';
import { gather } from '../../scripts/release/gather';
import { inTitleCase } from '../../scripts/release/titleCase';

describe('Title Case', () => {
	test.each([
		'Generate Image',
		'Try On Garment',
		'Pay as You Go',
		'Community Models (v6)',
		'3D Model',
		'From List',
		'LoRA Strength',
		'safetensors',
	])('%s is right', (name) => expect(inTitleCase(name)).toBe(name));

	test.each([
		['Generate image', 'Generate Image'],
		['Confirm With the Service', 'Confirm with the Service'],
		['text to speech (v6)', 'Text to Speech (v6)'],
		['Of', 'Of'],
	])('%s becomes %s', (name, right) => expect(inTitleCase(name)).toBe(right));
});

describe('What is read out of code', () => {
	const facts = (code: string) => readCode('x.js', code);

	test('names that come from outside, and no properties or names of its own', () => {
		const { names } = facts(
			'const fetch = 1; const { process: own } = a; x.setTimeout(own); ({ eval: 1 }); process.exit(fetch);',
		);
		expect([...names].sort()).toEqual(['a', 'process', 'x']);
	});

	test('everything that is loaded, also what only turns out at run time', () => {
		const { imports } = facts(
			'import a from "a"; export * from "b"; require("c"); import("d"); require(`e${f}`); import type { G } from "g";',
		);
		expect(imports).toEqual(['a', 'b', 'c', 'd', '?', 'g']);
	});

	test('texts, those of templates too', () => {
		expect(facts('f("One text", `Two ${x} texts`);').strings).toEqual(['One text', 'Two _ texts']);
	});
});

test('Descriptions are gathered by the names that drift knows', () => {
	const folder = mkdtempSync(join(tmpdir(), 'gather-'));
	try {
		for (const path of ['image-generation/flux', 'video-api', '.git/x', 'node_modules/y']) {
			mkdirSync(join(folder, 'docs', path), { recursive: true });
			writeFileSync(join(folder, 'docs', path, 'openapi.json'), '{}');
		}
		writeFileSync(join(folder, 'docs', 'docs.json'), '{}');
		const names = ['image-generation.flux.openapi.json', 'video-api.openapi.json'];
		expect(gather(join(folder, 'docs'), join(folder, 'to')).sort()).toEqual(names);
		expect(readdirSync(join(folder, 'to')).sort()).toEqual(names);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
