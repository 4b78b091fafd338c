/** A stage with a node that is parked, and the sandbox that calls it back. */
import {
	startSandbox,
	type Sandbox,
	type SandboxInput,
	type SandboxOptions,
} from '../../sandbox/server';
import { key } from '../support/n8n';
import { enterpriseKey, expectNoKey, Parked } from './parked';
import { openStage, type ExecuteOptions, type Stage, type StageOptions } from './stage';
import { tells } from './tally';
import type { IDataObject } from 'n8n-workflow';

export * from './parked';

/** A Generate that is parked at once, as long as it is not told otherwise. */
export const generate = (options: IDataObject = {}, more: IDataObject = {}): IDataObject => ({
	...{ resource: 'image', operation: 'generate', family: 'images', wait: 'park' },
	...{ model_id: { __rl: true, mode: 'id', value: 'flux' }, prompt: '={{ $json.prompt }}' },
	...more,
	// The smallest pictures there are, because painting them takes its time.
	options: { inMemory: 0, width: 256, height: 256, ...options },
});

/** Result > Fetch, right behind the node that is parked. */
export const fetchNode = {
	nodeExtra: { name: 'Fetch' },
	parameters: { resource: 'result', operation: 'fetch', options: {} },
};

export const three = ['a boat', 'a lighthouse', 'an island'];

/** What a service's callback is answered with, by the node and by n8n. */
export const received = { code: 200, answer: '{"received":true}' };

export interface ParkOptions extends ExecuteOptions {
	/** One item for each, in place of `items`. */
	prompts?: string[];
	/** Of a Generate; `parameters` are whole ones. */
	options?: IDataObject;
}

export class Scene {
	sandbox!: Sandbox;
	stage!: Stage;

	async open(sandbox: SandboxInput, stage: StageOptions): Promise<void> {
		this.sandbox = await startSandbox({
			keys: [
				{ key, owner: 'test', credits: 1000, queueLimit: 200 },
				{ key: enterpriseKey, owner: 'server', kind: 'enterprise', credits: 1000 },
			],
			...{ secondsPerJob: 600, holdSeconds: 0, workers: 200, retryAfterSeconds: 1 },
			...sandbox,
			// Callbacks are sent by hand, unless a test wants them to come by themselves.
			callbacks: { lossRate: 1, ...sandbox.callbacks },
		});
		this.stage = await openStage(stage);
	}

	async close(): Promise<void> {
		await this.stage.close();
		await this.sandbox.close();
	}

	get credential(): IDataObject {
		return { host: this.sandbox.url, apiKey: key, account: 'standard', plan: 'payAsYouGo' };
	}

	/** What the stage runs for such wishes. */
	whole({ prompts = three, options, ...more }: ParkOptions = {}): ExecuteOptions {
		return {
			items: prompts.map((prompt) => ({ json: { prompt } })),
			parameters: generate(options),
			...more,
			credential: more.credential === null ? null : { ...this.credential, ...more.credential },
		};
	}

	/** Runs up to the first rest, whatever that is. */
	async run(options: ParkOptions = {}): Promise<Parked> {
		return this.of(await this.stage.execute(this.whole(options)), options);
	}

	/** Runs until the execution is parked. */
	async park(options: ParkOptions = {}): Promise<Parked> {
		const parked = await this.run(options);
		expect([this.stage.status(parked.id), this.stage.result(parked.id).error]).toEqual([
			'waiting',
			undefined,
		]);
		expectNoKey(this.stage.stored(parked.id));
		return parked;
	}

	of(id: string, { prompts = three }: ParkOptions = {}): Parked {
		return new Parked(this.sandbox, this.stage, id, this.stage.resumeUrl(id), prompts);
	}
}

/** Each file has this module for itself. */
let isTold = false;

/** A scene for all tests of a file. */
export function openScene(sandbox: SandboxInput = {}, stage: StageOptions = {}): Scene {
	const scene = new Scene();
	let usual: SandboxOptions;
	beforeAll(async () => {
		await scene.open(sandbox, stage);
		usual = structuredClone(scene.sandbox.options);
	});
	afterEach(() => {
		scene.sandbox.clearNext();
		scene.sandbox.finish();
		Object.assign(scene.sandbox.options, structuredClone(usual));
		// All that n8n would call its own fault.
		expect(scene.stage.faults.splice(0)).toEqual([]);
	});
	afterAll(async () => await scene.close());
	if (!isTold) tells();
	isTold = true;
	return scene;
}
