/** A trigger on the stage, a stand-in of the service, and those who call. Counts what was forged and what is true. */
import type { CallbackOverrides, Sandbox } from '../../sandbox/server';
import { startSandbox } from '../../sandbox/server';
import type { SandboxInput } from '../../sandbox/options';
import { openStage, type Stage, type StageOptions, type Trigger } from './stage';
import * as counts from './tally';
import { say, sayMany, evil, type Body, type How, type Said } from './triggerCall';
import { until } from '../support/until';
import { stranger, type Stranger } from './triggerStranger';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

export * from './triggerCall';

const { clock } = require('../../dist/nodes/StableDiffusion/host/visits.js') as {
	clock: { now(): number; sleep(ms: number): Promise<void> };
};
const usual = { ...clock };
const { limits } = require('../../dist/nodes/StableDiffusion/host/tries.js') as {
	limits: { pauses: number[] };
};
const usualPauses = limits.pauses;

/** Lets the pauses of the trigger (between two questions, two callbacks, two tries at a file) pass so many times as fast. */
export function speed(times: number): void {
	const [real, shown] = [usual.now(), clock.now()];
	clock.now = () => shown + (usual.now() - real) * times;
	clock.sleep = async (ms) => await usual.sleep(ms / times);
	limits.pauses = usualPauses.map((ms) => ms / times);
}

type NameOf = (item: INodeExecutionData) => string;

/** A trigger node with a URL of its own, and all that was sent to it. */
export class Ear {
	private tried = 0;

	constructor(
		private readonly scene: Scene,
		readonly trigger: Trigger,
	) {}

	get url(): string {
		return this.trigger.url;
	}

	/** The items of each run. */
	get runs(): INodeExecutionData[][] {
		return this.trigger.runs.map(([items]) => items);
	}

	/** The first item of each run. */
	get first(): IDataObject[] {
		return this.runs.map(([{ json }]) => json);
	}

	/** Whatever else can be sent. */
	async hear(body: Said, how: How = {}): ReturnType<typeof say> {
		return await say(how.url ?? this.url, body, how);
	}

	/** A callback that nobody of the service has sent. */
	async forge(body: Said, how: How = {}): ReturnType<typeof say> {
		this.tried += 1;
		return await this.hear(body, how);
	}

	/** The same of many at once. Gives how often each code was answered. */
	async flood(bodies: string[]): Promise<Record<number, number>> {
		this.tried += bodies.length;
		return await sayMany(this.url, bodies);
	}

	/** A job that calls this node, or another URL, when it ends. */
	async submit(body: Body = {}, path = '/api/v6/images/text2img'): Promise<number> {
		return await this.scene.submit({ webhook: this.url, ...body }, path);
	}

	/**
	 * Writes into the tally what came of it all.
	 * @param ids ends that were to come out, once each, by ID unless `nameOf` says otherwise
	 */
	tally(
		ids: Array<number | string>,
		nameOf: NameOf = ({ json }) => String(json.id),
	): { accepted: number; delivered: number; lost: number } {
		const names = this.runs.map(([item]) => nameOf(item));
		const timesOf = (id: number | string) => names.filter((name) => name === String(id)).length;
		const known = ids.filter((id) => timesOf(id) > 0).length;
		const delivered = ids.filter((id) => timesOf(id) === 1).length;
		const marked = this.runs.filter((items) =>
			items.some(({ json, binary }) =>
				JSON.stringify([{ ...json, claimed: undefined }, binary]).includes(evil),
			),
		);
		const accepted =
			names.length - known + marked.length + this.scene.stranger.calls.splice(0).length;
		const lost = ids.length - delivered;
		counts.forged(this.tried, accepted);
		counts.real(delivered, lost);
		this.tried = 0;
		return { accepted, delivered, lost };
	}
}

export class Scene {
	private readonly ears: Ear[] = [];

	constructor(
		readonly stage: Stage,
		readonly sandbox: Sandbox,
		/** Somebody else on this machine, whom nothing must be sent to. */
		readonly stranger: Stranger,
	) {}

	/** Activates a workflow with a trigger node. */
	async listen(
		parameters: IDataObject = {},
		more: Omit<Parameters<Stage['trigger']>[0] & object, 'parameters'> = {},
	): Promise<Ear> {
		const credential =
			more.credential === null
				? null
				: { host: this.sandbox.url, apiKey: this.sandbox.key, ...more.credential };
		const ear = new Ear(this, await this.stage.trigger({ ...more, parameters, credential }));
		this.ears.push(ear);
		return ear;
	}

	/** Gives the ID of the job. */
	async submit(body: Body, path = '/api/v6/images/text2img'): Promise<number> {
		const key = path.startsWith('/api/v1/') ? this.sandbox.enterpriseKey : this.sandbox.key;
		const usualBody = { prompt: 'a lamp', model_id: 'flux', width: 256, height: 256 };
		const { said } = await say(this.sandbox.url + path, { key, ...usualBody, ...body });
		const { id } = said as Body;
		if (typeof id !== 'number') throw new Error(JSON.stringify(said));
		return id;
	}

	/** Ends jobs, and waits until all that follows from their callbacks is over. */
	async finish(...ids: number[]): Promise<void> {
		for (const id of ids) this.sandbox.finish(id);
		const { callbacks } = this.sandbox.books;
		await until(() =>
			ids.every((id) => callbacks.some(({ job, kind }) => job === id && kind === 'real')),
		);
		await this.quiet();
	}

	/** Ends jobs whose callbacks get lost. */
	finishSilently(...ids: number[]): void {
		this.sandbox.holdCallbacks();
		for (const id of ids) this.sandbox.finish(id);
	}

	/** Has the service tell of a job in whatever form. */
	async tell(id: number, overrides?: CallbackOverrides): Promise<void> {
		await this.sandbox.callback(id, overrides);
		await this.quiet();
	}

	/** Ends when every callback that is out was answered, and everything that was set off by one is over. */
	async quiet(): Promise<void> {
		const isOut = new Set(['lost', 'refused']);
		const { callbacks } = this.sandbox.books;
		await until(() =>
			callbacks.every(({ tookMs, result }) => tookMs !== undefined || isOut.has(result)),
		);
		await this.stage.idle();
	}

	/** The addresses at which the service was asked for something, in order; of one job or model, or of all. */
	asked(id: number | string = ''): string[] {
		return this.sandbox.books.requests
			.filter(({ kind }) => kind === 'fetch' || kind === 'helper')
			.filter(({ path, body }) => `${path} ${JSON.stringify(body)}`.includes(String(id)))
			.map(({ path }) => path);
	}

	links(id: number): string[] {
		return this.sandbox.books.job(id)?.links ?? [];
	}

	/** To be called after each test: begins anew, and tells what went wrong where nobody looks. */
	async clean(): Promise<unknown[]> {
		const { sandbox, stage, ears } = this;
		await this.quiet();
		// What is open or was held back in one test is not to call in the next one.
		sandbox.options.callbacks.lossRate = 1;
		sandbox.releaseCallbacks();
		sandbox.finish();
		Object.assign(sandbox.options.callbacks, {
			...{ lossRate: 0, shape: 'usual', idAsText: false, duplicateRate: 0, earlyRate: 0 },
		});
		sandbox.clearNext();
		sandbox.books.clear();
		const stored = ears.flatMap(({ trigger }) => trigger.ids.map((id) => stage.stored(id)));
		const keys = [sandbox.key, sandbox.enterpriseKey];
		const leaks = stored.filter((text) => keys.some((key) => text.includes(key)));
		const errors = ears.flatMap(({ trigger }) => trigger.errors);
		ears.length = 0;
		return [...stage.faults, ...errors, ...leaks, ...this.stranger.calls.splice(0)];
	}

	async close(): Promise<void> {
		await this.stage.close();
		await this.sandbox.close();
		await this.stranger.close();
	}
}

/** Nothing ends or goes on by itself. */
export const secondsPerJob = 600;

/** Jobs of its service end by hand only, and its trigger's pauses are 30 times as short. */
export async function openScene(input: SandboxInput = {}, options?: StageOptions): Promise<Scene> {
	speed(30);
	const sandbox = await startSandbox({
		...{ secondsPerJob, holdSeconds: 0, workers: 1_000, queueLimit: 1_000, credits: 10_000 },
		...input,
	});
	return new Scene(await openStage(options), sandbox, await stranger());
}
