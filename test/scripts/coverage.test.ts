import { families } from '../../nodes/StableDiffusion/api/families';
import { endpoints, resources } from '../../nodes/StableDiffusion/endpoints';
import { leftOut } from '../../nodes/StableDiffusion/endpoints/leftOut';
import { coveragePage } from '../../scripts/docs/coverage';
import { entries } from '../../scripts/docs/enterprise';
import { table } from '../../scripts/docs/markdown';

const page = coveragePage(resources, endpoints, leftOut);
const section = (title: string): string =>
	page.split(/^## /m).find((part) => part.startsWith(title)) ?? '';

describe('The coverage page', () => {
	test('does not depend on the order of the data', () => {
		const reversed = <T>(list: readonly T[]): T[] => [...list].reverse();
		expect(coveragePage(reversed(resources), reversed(endpoints), reversed(leftOut))).toBe(page);
	});
	test('has every operation and every address of it in the section of its resource', () => {
		for (const { value, name } of resources) {
			const own = endpoints.filter(({ resource }) => resource === value);
			for (const endpoint of own) {
				expect(section(name)).toContain(`| ${endpoint.name} `);
				for (const path of Object.values(endpoint.variants))
					expect(section(name)).toContain(`\`${path}\``);
			}
		}
	});
	test('has every address where results are asked for', () => {
		for (const { fetch } of Object.values(families)) {
			if (fetch)
				expect(section('Result')).toContain(
					`\`${fetch.path}${fetch.id === 'path' ? '/{id}' : ''}\``,
				);
		}
	});
	test('has every entry of the enterprise list with what covers it', () => {
		const rows = section('Enterprise, ')
			.split('\n')
			.filter((line) => line.startsWith('| `'));
		expect(rows).toHaveLength(entries.length);
		for (const row of rows)
			expect(row).toMatch(/^\| `\w+` +\| [A-Z].* > .* \| `\/api\/v1\/enterprise\/\S+`.* \|$/);
	});
	test('does not pass over an entry that nothing covers', () => {
		const fewer = endpoints.filter(
			({ variants }) => variants.enterprise !== '/api/v1/enterprise/load_vae',
		);
		expect(() => coveragePage(resources, fewer, leftOut)).toThrow('nothing covers load_vae');
	});
	test('has rows of equal width', () => {
		expect(table(['A', 'Long title'], [['text', 'x']])).toBe(
			'| A    | Long title |\n| ---- | ---------- |\n| text | x          |',
		);
	});
});

describe('What is left out', () => {
	test.each(leftOut.map((entry) => [entry.path, entry] as const))(
		'%s has a reason',
		(path, entry) => {
			expect(path).toMatch(/^\/api\/\S+$/);
			expect(entry.reason.length).toBeGreaterThan(10);
		},
	);
	test('is named once, and is no address of an operation', () => {
		const paths = leftOut.map(({ path }) => path);
		expect(new Set(paths).size).toBe(paths.length);
		const used = endpoints.flatMap(({ variants }) => Object.values(variants));
		expect(used.filter((path) => paths.includes(path ?? ''))).toEqual([]);
	});
});
