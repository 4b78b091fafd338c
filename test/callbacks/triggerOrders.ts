/** Calls of the service that make no job, and are called back all the same: trainings, and models of a server. */
import { say, secondsPerJob, type Body, type Scene } from './triggerScene';
import { until } from '../support/until';

export const enterprise = '/api/v1/enterprise';

/** Those before the last one, which is model_ready. */
export const stages = [
	...['deploying_gpu', 'training_started', 'training_success', 'trained_model_compressing'],
	...['trained_model_uploading', 'trained_model_uploaded', 'deploying_model'],
];

export class Orders {
	constructor(private readonly scene: Scene) {}

	async order(path: string, body: Body): Promise<Body> {
		const { sandbox } = this.scene;
		const key = path.startsWith(enterprise) ? sandbox.enterpriseKey : sandbox.key;
		return (await say(sandbox.url + path, { key, ...body })).said as Body;
	}

	/** Ends when all is over that follows from so many callbacks with these values. */
	async told(values: Body, times = 1): Promise<void> {
		await until(() => this.count(values) >= times, JSON.stringify(values));
		await this.scene.quiet();
	}

	private count(values: Body): number {
		const fits = (body: Body) => Object.keys(values).every((name) => body[name] === values[name]);
		return this.scene.sandbox.books.callbacks.filter(({ body }) => fits(body)).length;
	}

	async startTraining(webhook: string, instance_prompt = 'photo of zwx mug'): Promise<string> {
		const { sandbox } = this.scene;
		const { training_id } = await this.order('/api/v3/lora_fine_tune', {
			...{ instance_prompt, class_prompt: 'a mug', webhook, max_train_steps: 18 },
			...{ images: [`${sandbox.url}/models/flux.png`], training_type: 'null' },
		});
		return String(training_id);
	}

	/** From its first stage to its last one. */
	async train(webhook: string, instance_prompt?: string): Promise<string> {
		const id = await this.startTraining(webhook, instance_prompt);
		await this.goThrough(id);
		return id;
	}

	/** Lets a training begin each stage when all is over that followed from the one before, to its end or to `last`. */
	async goThrough(id: string, first = stages[0], last = ''): Promise<void> {
		for (let stage: string | undefined = first; stage; stage = this.scene.sandbox.advance(id)) {
			await this.told({ model_id: id, training_status: stage });
			if (stage === last) return;
		}
	}

	/** Loads a model or a VAE, which takes a moment. */
	async load(webhook: string, id: string, kind = 'load_model', more: Body = {}): Promise<string> {
		const { options } = this.scene.sandbox;
		const before = this.count({ model_id: id });
		options.secondsPerJob = 0.2;
		await this.order(`${enterprise}/${kind}`, {
			...{ webhook, url: 'some/model', model_id: id, model_type: 'lora', ...more },
			...{ vae_url: 'some/vae', vae_id: id, vae_type: 'pt' },
		});
		options.secondsPerJob = secondsPerJob;
		await this.told({ model_id: id }, before + 1);
		return id;
	}
}
