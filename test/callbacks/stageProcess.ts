/**
 * The stage as a process of its own, to be killed at any moment and started again on the same folder and port. It
 * is driven over Node's channel between parent and child; the same file is the child.
 */
import type { NodeClass } from './world';
import type { Stage, StageOptions } from './stage';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** An exported class: the file's absolute path, and its name in there. */
type Exported = [file: string, name: string];

export interface ProcessOptions extends Pick<StageOptions, 'port' | 'databaseMs'> {
	folder: string;
	action?: Exported;
	trigger?: Exported;
}

/** The methods of a stage; what they give is a copy. */
type Remote = {
	[K in Exclude<keyof Stage, 'open' | 'close'>]: Stage[K] extends (...args: infer A) => infer R
		? (...args: A) => Promise<Awaited<R>>
		: () => Promise<Stage[K]>;
};

interface Call {
	call: number;
	method: string;
	args: unknown[];
}
interface Reply {
	call: number;
	value?: unknown;
	error?: Error;
}

export class StageProcess {
	private child?: ChildProcess;
	private calls = 0;

	constructor(private readonly options: ProcessOptions) {}

	readonly stage = new Proxy({} as Remote, {
		get: (_, method) =>
			method === 'then'
				? undefined
				: async (...args: unknown[]) => await this.call(String(method), args),
	});

	/** On the port it had before, if it had one. */
	async start(): Promise<this> {
		this.child = fork(__filename, [], {
			execArgv: ['--import', 'tsx'],
			env: { ...process.env, STAGE_OPTIONS: JSON.stringify(this.options) },
			serialization: 'advanced',
		});
		const gone = once(this.child, 'exit').then(() => {
			throw new Error('The process of the stage did not start');
		});
		gone.catch(() => {});
		await Promise.race([once(this.child, 'message'), gone]);
		this.options.port = Number(new URL(await this.stage.url()).port);
		return this;
	}

	/** As `kill -9`. */
	async kill(): Promise<void> {
		if (this.child === undefined || this.child.signalCode !== null) return;
		this.child.kill('SIGKILL');
		await once(this.child, 'exit');
	}

	private async call(method: string, args: unknown[]): Promise<unknown> {
		const { child } = this;
		const call = ++this.calls;
		return await new Promise((resolve, reject) => {
			const end = () => {
				child?.off('message', hear);
				child?.off('exit', die);
			};
			const hear = (reply: Reply) => {
				if (reply.call !== call) return;
				end();
				if (reply.error) reject(reply.error);
				else resolve(reply.value);
			};
			const die = () => {
				end();
				reject(new Error('The process of the stage is gone'));
			};
			child?.on('message', hear).on('exit', die);
			child?.send({ call, method, args } satisfies Call);
		});
	}
}

/** The child. */
async function main(text: string): Promise<void> {
	const load = (of?: Exported) => of && (require(of[0]) as Record<string, NodeClass>)[of[1]];
	const { action, trigger, ...options } = JSON.parse(text) as ProcessOptions;
	const { openStage } = require('./stage') as typeof import('./stage');
	const stage = await openStage({ ...options, action: load(action), trigger: load(trigger) });
	process.on('disconnect', () => process.exit());
	process.on('message', ({ call, method, args }: Call) => {
		const say = (reply: Omit<Reply, 'call'>) => process.send?.({ call, ...reply });
		const ask = async () => {
			const member = stage[method as keyof Stage] as unknown;
			return typeof member === 'function' ? ((await member.apply(stage, args)) as unknown) : member;
		};
		ask().then(
			(value) => say({ value }),
			(error: Error) => say({ error }),
		);
	});
	process.send?.('open');
}

if (process.env.STAGE_OPTIONS !== undefined) void main(process.env.STAGE_OPTIONS);
