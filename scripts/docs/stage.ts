import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { Batch } from '../../nodes/StableDiffusion/job/batch';
import type { Line } from '../../nodes/StableDiffusion/job/line';
import type { Account } from '../../nodes/StableDiffusion/host/request';
import type { Trip } from '../../nodes/StableDiffusion/host/trip';

/**
 * As much of n8n and of the service as the node's own code needs to say what it says: a form, one item, a
 * credential, and a service that answers the same to everything, on a clock that is never waited for.
 */

export const node: INode = {
	id: 'node',
	name: 'Stable Diffusion',
	type: 'stableDiffusion',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

export const account: Account = {
	origin: 'https://modelslab.com',
	name: 'account',
	kind: 'standard',
	queueLimit: 5,
	hide: (value) => value,
	alsoHide: () => {},
};

/** Its time passes by waiting alone. */
function lineWith(answer: IDataObject): Line {
	let time = 0;
	return {
		now: () => time,
		sleep: async (ms) => {
			time += ms;
			await Promise.resolve();
		},
		post: async () => await Promise.resolve({ status: 200, body: { ...answer } }),
	};
}

/**
 * What one item goes through.
 * @param parameters the form
 * @param context further parts of n8n
 * @param answer of the service, to everything
 */
export function tripWith(
	parameters: IDataObject,
	context: Partial<IExecuteFunctions> = {},
	answer: IDataObject = {},
): Trip {
	const items: INodeExecutionData[] = [{ json: { row: 1 } }];
	const whole = {
		getNode: () => node,
		getMode: () => 'manual',
		getExecutionId: () => '17',
		getInputData: () => items,
		evaluateExpression: () => 'https://n8n.example/webhook-waiting/17',
		helpers: {
			assertBinaryData: () => {
				throw new Error('no such field');
			},
		},
		...context,
	} as unknown as IExecuteFunctions;
	const read = (name: string, fallback?: unknown): unknown => parameters[name] ?? fallback;
	return {
		context: whole,
		form: (name, _item, fallback) => read(name, fallback),
		account,
		batch: new Batch(lineWith(answer), { jobsAtOnce: 5 }),
		tool: whole.isToolExecution?.() === true,
		tally: { unsafe: 0, temporary: 0, open: [] },
		lot: new Map(),
		item: 0,
		read,
	};
}
