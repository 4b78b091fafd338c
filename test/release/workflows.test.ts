/** The workflows of GitHub: what they run exists, and they may do no more than they must. */
import { join } from 'node:path';
import { readSubject, type CiJob } from '../../scripts/release/subject';

const root = join(__dirname, '..', '..');
const { manifest, workflows } = readSubject(root);
const all = [...workflows];
const jobs = all.flatMap(([file, { jobs = {} }]) =>
	Object.entries(jobs).map(([name, job]): [string, CiJob] => [`${file}, ${name}`, job]),
);
const steps = jobs.flatMap(([place, { steps: list = [] }]) =>
	list.map((step) => ({ place, ...step })),
);
const commands = steps.flatMap(({ place, run = '' }) =>
	run.split('\n').map((command) => ({ place, command })),
);

test('There are those for every change, for a release and for every week', () => {
	expect(all.map(([file]) => file).sort()).toEqual(['ci.yml', 'drift.yml', 'publish.yml']);
});

test.each(all)('%s begins with the right to read and nothing else', (_file, { permissions }) => {
	expect(permissions).toEqual({ contents: 'read' });
});

test.each(all)('%s does not run twice side by side', (_file, { concurrency }) => {
	expect(concurrency).toHaveProperty('group');
});

test('Each further right belongs to the one job that needs it', () => {
	const further = jobs.flatMap(([place, { permissions = {} }]) =>
		Object.entries(permissions)
			.filter(([, right]) => right === 'write')
			.map(([name]) => `${place}: ${name}`),
	);
	expect(further).toEqual([
		'drift.yml, drift: issues',
		'publish.yml, publish: id-token',
		'publish.yml, release: contents',
	]);
});

test.each(jobs)('%s ends at some time', (_place, job) => {
	expect(job['timeout-minutes']).toBeGreaterThan(0);
});

test('Every npm script that is run exists', () => {
	const { scripts = {} } = manifest;
	const run = commands.flatMap(({ command }) =>
		[...command.matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)]
			.map(([text, name]) => ({ text, name }))
			.filter(({ text, name }) => text.startsWith('npm run ') || name === 'test')
			.map(({ name }) => name),
	);
	expect(run).toEqual(expect.arrayContaining(['test', 'scan', 'release:check', 'e2e', 'drift']));
	expect(run.filter((name) => !(name in scripts))).toEqual([]);
});

test('Every script that is run by its path exists', () => {
	const paths = commands.flatMap(({ command }) => command.match(/\bscripts\/\S+\.ts\b/g) ?? []);
	expect(paths.length).toBeGreaterThan(0);
	for (const path of paths) expect(() => require.resolve(join(root, path))).not.toThrow();
});

test('The tests run on Node.js 20, 22 and 24', () => {
	const matrix = workflows.get('ci.yml')?.jobs?.test.strategy?.matrix;
	expect(matrix).toEqual({ node: [20, 22, 24] });
});

test('Actions of others are named by what they are, and not by a name that can be moved', () => {
	const used = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
	expect(used.length).toBeGreaterThan(0);
	for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
});

test('No text from outside is put into a command', () => {
	for (const { command } of commands) expect(command).not.toMatch(/\$\{\{\s*github\.(?!token)/);
});

test('No checkout leaves its token behind', () => {
	const checkouts = steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
	expect(checkouts.length).toBeGreaterThan(0);
	for (const { with: given } of checkouts) expect(given?.['persist-credentials']).toBe(false);
});

test('What is published was checked before, is verified afterwards, and only then announced', () => {
	const { publish, verify, release } = workflows.get('publish.yml')?.jobs ?? {};
	expect([publish, verify, release].map(({ needs }) => needs)).toEqual([
		'check',
		'publish',
		'verify',
	]);
});
