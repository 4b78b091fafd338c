import { advise, type Trouble } from '../../nodes/StableDiffusion/api/advice';
import { endpoints, resources } from '../../nodes/StableDiffusion/endpoints';
import { stateOf, written } from '../../scripts/docs/written';
import { gateWords } from '../../scripts/docs/afterwards';
import { beforehand } from '../../scripts/docs/beforehand';
import { errorsPage } from '../../scripts/docs/errors';
import { between } from '../../scripts/docs/marks';
import { operationsTable } from '../../scripts/docs/operations';
import { troubles } from '../../scripts/docs/troubles';

describe('What npm run docs writes', () => {
	test.each(written.map((each) => [each.file, each] as const))(
		'%s is what the node is made of',
		async (_file, each) => {
			const { now, due } = await stateOf(each);
			expect(now).toBe(due);
		},
	);
	test('stands between its marks, and nothing else is touched', () => {
		const page = 'before\n\n<!-- list -->\n\nold\n\n<!-- /list -->\n\nafter\n';
		const due = 'before\n\n<!-- list -->\n\nnew\n\n<!-- /list -->\n\nafter\n';
		expect(between('list', page, 'new', 'page.md')).toBe(due);
		expect(between('list', due, 'new', 'page.md')).toBe(due);
	});
	test.each([
		'no marks',
		'<!-- /list --> the wrong way round <!-- list -->',
		'<!-- list --> no end',
	])('says what a page needs: %s', (page) => {
		expect(() => between('list', page, 'new', 'page.md')).toThrow(
			'page.md has no place for its list: it needs the lines <!-- list --> and <!-- /list -->',
		);
	});
});

describe('The page of errors', () => {
	// The compiler asks for every trouble; what runs without it would pass over one.
	const names = Object.keys(troubles) as Trouble[];

	test('has a heading of its own for every trouble, and every case of it', async () => {
		const page = await errorsPage();
		const headings = page.split('\n').filter((line) => line.startsWith('### '));
		expect(new Set(headings).size).toBe(headings.length);
		for (const trouble of names) {
			const [usual, ...others] = troubles[trouble].cases;
			expect(headings).toContain(`### ${advise(trouble, usual.facts).title}`);
			for (const { facts } of [usual, ...others])
				expect(page).toContain(advise(trouble, facts).description);
		}
	});
	test.each(names)('%s: each case says something that the others do not', (trouble) => {
		const said = troubles[trouble].cases.map(({ facts }) => JSON.stringify(advise(trouble, facts)));
		expect(new Set(said).size).toBe(said.length);
		for (const { when } of troubles[trouble].cases.slice(1)) expect(when).toBeTruthy();
	});
	test.each(names)(
		'%s: whole sentences say when it comes and what became of the money',
		(trouble) => {
			const { comes, paid, again } = troubles[trouble];
			for (const words of [comes, paid, again]) expect(words).toMatch(/^[A-Z_].*[.!]$/s);
		},
	);
	test('every link to an error leads to a heading', async () => {
		const page = await errorsPage();
		const anchors = page
			.split('\n')
			.filter((line) => /^#+ /.test(line))
			.map((line) =>
				line
					.replace(/^#+ /, '')
					.toLowerCase()
					.replace(/[^\p{L}\p{N} _-]/gu, '')
					.replaceAll(' ', '-'),
			);
		const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, to]) => to);
		expect(links.length).toBeGreaterThan(names.length);
		expect(links.filter((to) => !anchors.includes(to))).toEqual([]);
	});
	test('what is said before anything is sent is said once each', async () => {
		const rows = (await beforehand()).flatMap((part) => part.rows.map((row) => row.join(': ')));
		expect(rows.length).toBeGreaterThan(20);
		expect(new Set(rows).size).toBe(rows.length);
	});
	test('the gate tells of an open and of a closed one', async () => {
		const { hints, error } = await gateWords();
		expect(hints).toHaveLength(2);
		expect(error[0]).toBe('There was no capacity within 300 s');
	});
});

describe("The README's table of operations", () => {
	const rows = operationsTable().split('\n').slice(2);
	const rowOf = (name: string): string | undefined =>
		rows.find((row) => row.startsWith(`| ${name} `));

	test('has one row for each resource, with every operation of it', () => {
		for (const { value, name } of resources) {
			const cells = rowOf(name)?.split('|') ?? [];
			const names = (cells[2] ?? '').split(',').map((each) => each.trim());
			for (const endpoint of endpoints.filter(({ resource }) => resource === value))
				expect(names).toContain(endpoint.name);
		}
	});
	test('has what is no endpoint', () => {
		expect(rowOf('Result')).toContain('Fetch');
		expect(rowOf('System')).toContain('Wait for Capacity');
		expect(rowOf('Custom Request')).toContain('Submit Job');
		expect(rows).toHaveLength(resources.length + 2);
	});
});
