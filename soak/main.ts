/**
 * Thousands of jobs through the real n8n-core and the sandbox, with about a fifth of all answers gone wrong, with
 * Stop, Retry On Fail and Retry Execution; then the sandbox's books against what came out.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../scripts/lib/build';
import { planOf, type Plan } from './plan';
import { lanesOf, Report } from './report';

const root = dirname(__dirname);

const usage = `Usage: npm run soak -- [options]
  --jobs NUMBER       goes on until so many jobs stand in the books (2000)
  --seed NUMBER       start of everything that is drawn (a random one)
  --lanes NUMBER      runs at the same time (16)
  --run NUMBER        this one run of the seed alone, with all that was heard of it
  --without-memory    the node forgets what it has bought before each try: this must not pass
`;

/** Everything that the runs write to the disk, where the key can be looked for afterwards. */
function ownFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'soak-'));
	process.env.N8N_USER_FOLDER = folder;
	process.env.N8N_LOG_LEVEL = 'silent';
	return folder;
}

/** The plans of a seed in their order, until `isEnough`; or the one that is wanted alone. */
function plansOf(seed: number, isEnough: () => boolean, only?: number): () => Plan | undefined {
	let run = 0;
	return () => {
		if (only !== undefined) return run++ === 0 ? planOf(seed, only) : undefined;
		return isEnough() ? undefined : planOf(seed, ++run);
	};
}

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			jobs: { type: 'string', default: '2000' },
			seed: { type: 'string' },
			lanes: { type: 'string', default: '16' },
			run: { type: 'string' },
			'without-memory': { type: 'boolean', default: false },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) {
		console.log(usage);
		return 0;
	}
	const number = (name: 'jobs' | 'seed' | 'lanes' | 'run', least: number): number | undefined => {
		const value = values[name];
		if (value === undefined) return undefined;
		const read = Number(value);
		if (Number.isInteger(read) && read >= least) return read;
		throw new Error(`--${name} takes a whole number of ${least} or more, not "${value}".`);
	};
	const seed = number('seed', 0) ?? Math.floor(Math.random() * 1_000_000);
	const only = number('run', 1);
	const jobs = number('jobs', 1) ?? 0;
	const lanes = number('lanes', 1) ?? 1;

	await ensureBuilt();
	const folder = ownFolder();
	// After the build, because they load what was built.
	const { openN8n } = await import('./n8n');
	const { live } = await import('./live');
	const { judge } = await import('./judge');
	await openN8n({ withoutMemory: values['without-memory'] });

	const report = new Report(seed, folder);
	const next = plansOf(seed, () => report.jobs >= jobs, only);
	await lanesOf(next, lanes, async (plan) => {
		const life = await live(plan, seed);
		try {
			report.add(life, await judge(life));
		} finally {
			await life.sandbox.close();
		}
		if (only !== undefined) console.log(life.heard.lines.join('\n'));
	});
	report.addFiles();
	rmSync(folder, { recursive: true, force: true });
	const out = join(root, 'out');
	mkdirSync(out, { recursive: true });
	const log = join(out, `soak-${seed}.log`);
	writeFileSync(log, report.log());
	console.log(report.table());
	console.log(report.verdict(log));
	return report.passed ? 0 : 1;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof Error && /^--/.test(error.message) ? error.message : error);
		process.exit(1);
	},
);
