// What people build today out of n8n's own nodes: submit, wait, ask, look, wait again or fetch the file.
import type { Workflow } from '../../scripts/lib/examples';
import { getFile, type Link, postJson, splitOut, start, workflow } from './n8nNodes';

/** How the workflow is built. */
export interface StockHow {
	model: string;
	/** What is sent beside model and prompt. */
	fields: Record<string, unknown>;
	/** Between the submit and the first question, and between questions. */
	waitSeconds: number;
	/** Items at a time. */
	batch: number;
}

/** The JSON body of a submit, as it is typed into the HTTP Request node. */
export function submitBody(model: string, fields: Record<string, unknown>): string {
	const body = JSON.stringify({ model_id: model, prompt: 0, ...fields }, undefined, 2);
	return `=${body.replace('"prompt": 0', '"prompt": {{ JSON.stringify($json.prompt) }}')}`;
}

/**
 * The workflow. With one item at a time it is the usual one: the queue takes only so many jobs, and these
 * nodes cannot keep it filled. With more, all of a batch are asked again until the last of them is done,
 * and only then the next batch begins, because otherwise the queue would run over.
 */
export function stockWorkflow(path: string, url: string, how: StockHow): Workflow {
	const loop = {
		name: 'Loop Over Items',
		type: 'n8n-nodes-base.splitInBatches',
		typeVersion: 3,
		parameters: { batchSize: how.batch, options: {} },
	};
	const submit = postJson(
		'Submit',
		`${url}/api/v6/images/text2img`,
		submitBody(how.model, how.fields),
	);
	const wait = {
		name: 'Wait',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		parameters: { amount: how.waitSeconds },
		webhookId: `${path}-wait`,
	};
	// The answer does not say the job's address while it is in work, so it is read where it was first said.
	const ask = postJson('Fetch', "={{ $('Submit').item.json.fetch_result }}", '{}');
	const done =
		how.batch === 1
			? "={{ $json.status === 'success' }}"
			: "={{ $input.all().every((item) => item.json.status === 'success') }}";
	const look = {
		name: 'If',
		type: 'n8n-nodes-base.if',
		typeVersion: 2.3,
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 },
				combinator: 'and',
				conditions: [
					{
						id: 'done',
						leftValue: done,
						rightValue: '',
						operator: { type: 'boolean', operation: 'true', singleValue: true },
					},
				],
			},
			options: {},
		},
	};
	const file = getFile('Download', '={{ $json.output[0] }}');
	const links: Link[] = [
		[start, splitOut.name],
		[splitOut.name, loop.name],
		[loop.name, submit.name, 1],
		[submit.name, wait.name],
		[wait.name, ask.name],
		[ask.name, look.name],
		[look.name, file.name, 0],
		[look.name, wait.name, 1],
		[file.name, loop.name],
	];
	return workflow(path, [splitOut, loop, submit, wait, ask, look, file], links);
}
