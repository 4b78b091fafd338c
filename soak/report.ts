import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pc from 'picocolors';
import type { Verdict } from './judge';
import type { Life } from './live';
import { toldOf, type Plan } from './plan';
import { rules, type Rule, type Violation } from './rules';

/** Works plans off, so many at a time, in their order. */
export async function lanesOf(
	next: () => Plan | undefined,
	lanes: number,
	work: (plan: Plan) => Promise<void>,
): Promise<void> {
	const lane = async (): Promise<void> => {
		for (let plan = next(); plan; plan = next()) await work(plan);
	};
	await Promise.all(Array.from({ length: lanes }, lane));
}

/** Counts what was lived through, keeps what was broken, and says both. */
export class Report {
	private readonly counts = new Map<string, number>();
	private readonly faults = new Map<string, number>();
	private readonly violations: Violation[] = [];
	private readonly notes: string[] = [];
	private readonly plans = new Map<number, Plan>();
	private readonly keys: string[] = [];
	private readonly began = Date.now();
	private readonly delay = monitorEventLoopDelay({ resolution: 20 });
	private unnamed = 0;
	private unnamedTold = 0;

	constructor(
		private readonly seed: number,
		private readonly folder: string,
	) {
		this.delay.enable();
	}

	/** Jobs that stand in the books so far. */
	get jobs(): number {
		return this.counts.get('jobs bought') ?? 0;
	}

	get passed(): boolean {
		return this.violations.length === 0;
	}

	add(life: Life, verdict: Verdict): void {
		const { plan, sandbox, executions, heard, rescues, keys } = life;
		const { requests, jobs } = sandbox.books;
		this.plans.set(plan.run, plan);
		this.keys.push(...keys);
		this.count('runs', 1);
		this.count('items', plan.samples.length);
		this.count('jobs bought', jobs.length);
		this.count('jobs that failed', jobs.filter(({ state }) => state === 'failed').length);
		for (const kind of ['submit', 'fetch', 'file'] as const) {
			this.count(`calls: ${kind}`, requests.filter((entry) => entry.kind === kind).length);
		}
		for (const { kind, fault } of requests) if (fault) this.fault(`${kind} ${fault}`);
		this.count('calls gone wrong', requests.filter(({ fault }) => fault).length);
		this.count('calls cut off by the node', requests.filter(({ aborted }) => aborted).length);
		this.count('refused for want of room', requests.filter(isFull).length);
		this.count('executions', executions.length);
		this.count('Retry Execution', executions.length - 1);
		this.count('Stop', executions.filter(({ stoppedAt }) => stoppedAt !== undefined).length);
		this.count('tries of the node', heard.tries.length);
		this.count('Fetch by ID, runs', rescues.length);
		this.count('Fetch by ID, results', verdict.rescued);
		this.count('jobs handed out by the workflow', verdict.got);
		this.count('jobs named in notes alone', verdict.keptOnly);
		this.unnamed += verdict.unnamed;
		this.unnamedTold += verdict.unnamedTold;
		this.violations.push(...verdict.violations);
		for (const note of verdict.notes)
			this.notes.push(`[note] run ${plan.run}: ${toldOf(plan)}\n  ${note}\n`);
		const sign = verdict.violations.length > 0 ? pc.red('x') : pc.green('.');
		process.stderr.write(this.count('', 0) % 50 === 49 ? `${sign}\n` : sign);
	}

	/** Looks for the keys in what the runs have left on the disk. */
	addFiles(): void {
		const files = readdirSync(this.folder, { recursive: true, withFileTypes: true });
		for (const entry of files) {
			if (!entry.isFile()) continue;
			this.count('files on the disk', 1);
			const path = join(entry.parentPath, entry.name);
			const text = readFileSync(path).toString('latin1');
			const found = this.keys.find((key) => text.includes(key));
			if (found) this.violations.push({ rule: 'key', run: 0, told: `the file ${path}` });
		}
	}

	table(): string {
		const rows = (from: Map<string, number>): string[] =>
			[...from].map(([name, count]) => `  ${name.padEnd(36)} ${String(count).padStart(7)}`);
		const wrong = this.counts.get('calls gone wrong') ?? 0;
		const calls = ['submit', 'fetch', 'file'].reduce(
			(sum, kind) => sum + (this.counts.get(`calls: ${kind}`) ?? 0),
			0,
		);
		return [
			'',
			pc.bold(`Soak, seed ${this.seed}`),
			...rows(this.counts),
			`  ${'part of calls gone wrong'.padEnd(36)} ${`${Math.round((100 * wrong) / Math.max(1, calls))} %`.padStart(7)}`,
			pc.bold('Faults'),
			...rows(new Map([...this.faults].sort(([a], [b]) => (a < b ? -1 : 1)))),
			`  ${Math.round((Date.now() - this.began) / 1000)} s, longest hold of the event loop ${Math.round(this.delay.max / 1e6)} ms`,
			'',
		].join('\n');
	}

	verdict(log: string): string {
		const lines = (Object.keys(rules) as Rule[]).map((rule) => {
			const broken = this.violations.filter((each) => each.rule === rule).length;
			const line = `${broken} ${rules[rule]}`;
			return broken > 0 ? pc.red(line) : pc.green(line);
		});
		const told = this.unnamedTold === this.unnamed ? 'yes' : `no, ${this.unnamedTold} of them`;
		return [
			...lines,
			`${this.unnamed} jobs whose submit brought no usable answer, each told as such to the user: ${told}`,
			this.passed ? '' : `\nEverything that was broken stands in ${log}`,
		].join('\n');
	}

	log(): string {
		const all = this.violations.map(({ rule, run, told }) => {
			const plan = this.plans.get(run);
			return `[${rule}] run ${run}: ${plan ? toldOf(plan) : ''}\n  ${told}\n`;
		});
		return [`seed ${this.seed}`, this.table(), ...all, ...this.notes, ''].join('\n');
	}

	private count(name: string, more: number): number {
		if (name === '') return this.counts.get('runs') ?? 0;
		const sum = (this.counts.get(name) ?? 0) + more;
		this.counts.set(name, sum);
		return sum;
	}

	private fault(name: string): void {
		this.faults.set(name, (this.faults.get(name) ?? 0) + 1);
	}
}

const isFull = ({ message }: { message?: string }): boolean =>
	/queued requests allowed/.test(message ?? '');
