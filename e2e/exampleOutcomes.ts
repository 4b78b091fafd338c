// What must come out of each example: one that loses its point fails.
import type { Workflow } from '../scripts/lib/examples';
import { wordsOf } from '../scripts/lib/pictures';
import { agent, compare, cutOut, form, inpaint } from './exampleEdits';
import {
	expect,
	expectSame,
	fileOf,
	outputOf,
	picturesOf,
	savedBy,
	sizeOf,
	unzipped,
	decoded,
} from './exampleLook';
import { failing } from './exampleRows';
import { byButton, byCallbackOf, type Ended, type ExampleScene } from './exampleScene';

/** Runs an example and looks at what came out; gives a sentence about it, or throws what is wrong. */
export type Outcome = (scene: ExampleScene, workflow: Workflow) => Promise<string>;

/** Stops unless a run has ended well. */
export function endedWell<Run extends Ended>(ended: Run): Run {
	expect(ended.execution.status === 'success', wordsOf(ended.execution));
	return ended;
}

/** Runs an example by its button, to a good end. */
export const ran = async (scene: ExampleScene, workflow: Workflow): Promise<Ended> =>
	endedWell(await byButton(scene, workflow));

/** So many pictures of one size must come out of a node. */
function makes(node: string, count: number, size: string): Outcome {
	return async (scene, workflow) => {
		const pictures = await picturesOf(scene, await ran(scene, workflow), node);
		expectSame(pictures.map(sizeOf), Array(count).fill(size), `what ${node} makes`);
		return `${count} of ${size}`;
	};
}

const sheet: Outcome = async (scene, workflow) => {
	const ended = await ran(scene, workflow);
	const [item, ...more] = outputOf(ended, 'Pictures as a zip');
	expect(more.length === 0, 'there is more than one file');
	const files = unzipped((await fileOf(scene, item)).bytes).map(decoded);
	const wanted = [
		['P-101_lighthouse.png', '768 x 512'],
		['P-102_paper-boat.png', '512 x 512'],
		['P-103_market.png', '768 x 512'],
		['P-104_bicycle.png', '512 x 768'],
		['P-105_harbour.png', '512 x 512'],
	];
	expectSame(
		files.map((file) => [file.name, sizeOf(file)]),
		wanted,
		'the zip holds',
	);
	return `a zip of ${files.map(({ name }) => name).join(', ')}`;
};

const night: Outcome = async (scene, workflow) => {
	const { sandbox, runs } = scene;
	const before = sandbox.books.count({ kind: 'helper' });
	const saved = savedBy(scene, await ran(scene, workflow), 'Save file');
	expectSame(
		saved.map((file) => [/^\d{4}-\d\d-\d\d_(.+)\.png$/.exec(file.name)?.[1], sizeOf(file)]),
		['front-page', 'weather', 'garden'].map((name) => [name, '512 x 512']),
		'the saved files',
	);
	const asked = sandbox.books.count({ kind: 'helper' }) - before;
	expect(asked === 1, `the gate has asked ${asked} times and not once for the whole run`);
	const triggers = workflow.nodes.filter(({ type }) => /(schedule|manual)Trigger$/.test(type));
	const ways = triggers.map(({ name }) => workflow.connections[name]?.main);
	expect(ways.length === 2, 'there are not two triggers');
	expectSame(ways[0], ways[1], 'the schedule leads elsewhere than its twin');
	await runs.publish(workflow.id);
	return `saved as ${saved.map(({ name }) => name).join(', ')}; the schedule is accepted`;
};

const motion: Outcome = async (scene, workflow) => {
	const ended = await ran(scene, workflow);
	const [picture] = outputOf(ended, 'Generate image');
	expect(picture.binary === undefined, 'the picture was downloaded, not its link handed on');
	const items = outputOf(ended, 'Make video from image');
	expect(items.length === 1, `${items.length} items`);
	const { kind, bytes } = await fileOf(scene, items[0]);
	expect(kind === 'video/mp4', `the file is ${kind}`);
	return `${kind}, ${bytes.length} bytes`;
};

const speech: Outcome = async (scene, workflow) => {
	const ended = await ran(scene, workflow);
	const { kind } = await fileOf(scene, outputOf(ended, 'Convert text to speech')[0]);
	expect(kind.startsWith('audio/'), `what is spoken is ${kind}`);
	const { text } = outputOf(ended, 'Transcribe audio')[0].json;
	expect(typeof text === 'string' && text.includes(' '), `the item has no words: ${String(text)}`);
	return `${kind}, then "${text.trim().slice(0, 60)}"`;
};

const later: Outcome = async (scene, workflow) => {
	const ended = await ran(scene, workflow);
	const [open] = outputOf(ended, 'Generate image');
	expectSame([open.json.status, open.binary], ['processing', undefined], 'the open item');
	const pictures = await picturesOf(scene, ended, 'Fetch result');
	expectSame(pictures.map(sizeOf), ['512 x 512'], 'what is fetched');
	return 'handed in, then 512 x 512';
};

const handIn: Outcome = async (scene, workflow) => {
	const [{ json }] = outputOf(await ran(scene, workflow), 'Generate image');
	expect(json.status === 'processing', `the item is ${String(json.status)}`);
	return 'handed in';
};

const takeOver: Outcome = async (scene, workflow) => {
	const ended = endedWell(await byCallbackOf(scene, workflow, 'callback-pipeline'));
	const saved = savedBy(scene, ended, 'Save file');
	expect(
		saved.length === 1 && /^row-17-\d+-0\.png$/.test(saved[0].name),
		`saved as ${saved.map(({ name }) => name).join(', ')}`,
	);
	return `called back, saved as ${saved[0].name}, ${sizeOf(saved[0])}`;
};

/**
 * An example that n8n must store until the service calls back. The last job has enough time left when it is in: what
 * may end within three seconds is waited for.
 */
function parks(node: string, wanted: RegExp[]): Outcome {
	return async (scene, workflow) => {
		const { options } = scene.sandbox;
		const { secondsPerJob, workers } = options;
		Object.assign(options, { secondsPerJob: 8, workers: options.queueLimit });
		const ended = await ran(scene, workflow).finally(() =>
			Object.assign(options, { secondsPerJob, workers }),
		);
		expect(ended.parked, 'the execution was never stored');
		const pictures = await picturesOf(scene, ended, node);
		const names = pictures.map(({ name }) => name);
		const inOrder = wanted.every((each, index) => each.test(names[index]));
		expect(names.length === wanted.length && inOrder, `not in order: ${names.join(', ')}`);
		return `parked, then ${names.length} of ${sizeOf(pictures[0])}`;
	};
}

const parkedPrompts =
	'lighthouse,paper-boat,market,bicycle,forest,tea,night-train,orchard,harbour,library';

/** By the name of the example's file. */
export const outcomes: Record<string, Outcome> = {
	'agent-that-draws': agent,
	'batch-at-night': night,
	'callback-pipeline': handIn,
	'callback-pipeline-receiver': takeOver,
	'compare-models': compare,
	'cutout-and-upscale': cutOut,
	'first-picture': makes('Generate image', 1, '768 x 512'),
	'inpaint-with-mask': inpaint,
	'park-a-batch': parks(
		'Pictures',
		parkedPrompts.split(',').map((word) => new RegExp(word)),
	),
	'park-with-stock-nodes': parks('Fetch result', [/mill|\d/]),
	'picture-from-form': form,
	'picture-in-motion': motion,
	'sheet-of-prompts': sheet,
	'speech-and-back': speech,
	'submit-and-fetch': later,
	variations: makes('Upscale image', 4, '1024 x 1024'),
	'when-rows-fail': failing,
};
