// The words of the forms: what n8n has of our nodes, field by field, and what stands on the screen.
import type { WorkflowNode } from '../scripts/lib/examples';
import { batch, type Draft } from './batches';
import type { Editor } from './editorPage';

/** A field or a choice as n8n hands it to the editor. */
interface Described {
	name: string;
	displayName?: string;
	type?: string;
	value?: unknown;
	default?: unknown;
	description?: string;
	action?: string;
	displayOptions?: { show?: Record<string, unknown[]> };
	options?: Described[];
	values?: Described[];
}

interface NodeType {
	name: string;
	displayName: string;
	properties: Described[];
}

/** What must not reach a user's eyes. */
const broken = /\b(undefined|null|NaN)\b|\[object |\{\{|\$parameter/;
/** A word of the code, such as textToSpeech. */
const coded = /\b[a-z]+[A-Z]\w*/;
/** A name of the service's own, such as guidance_scale. */
const raw = /\b[a-z0-9]+_[a-z0-9_]+\b/;
/** n8n's two choices at the top of every node, whose entries are described. */
const isChoiceOfForm = ({ name }: Described): boolean => ['resource', 'operation'].includes(name);

/** The types of ours among those that the editor has loaded. */
async function typesIn<Type>({ page }: Editor, file: 'nodes' | 'credentials'): Promise<Type[]> {
	return await page.evaluate<Type[]>(
		`fetch('/types/${file}.json').then((answer) => answer.json()).then((all) =>
			all.filter(({ name }) => /^n8n-nodes-stable-diffusion-api\\.|^stableDiffusionApi$/.test(name)))`,
	);
}

/** What n8n itself adds to forms of ours. */
const isOfN8n = ({ name, value }: Described): boolean =>
	value === '__CUSTOM_API_CALL__' || ['descriptionType', 'toolDescription'].includes(name);

/** Every field of a form with those inside it, and the way to it. */
function fieldsIn(properties: Described[], way: string): Array<{ at: string; field: Described }> {
	return properties.flatMap((field) => {
		const operations = field.displayOptions?.show?.resource?.join('+');
		const at = `${way} > ${field.displayName ?? field.name}${operations ? ` (${operations})` : ''}`;
		const inner =
			field.type === 'collection' || field.type === 'fixedCollection' || field.values
				? [...(field.options ?? []), ...(field.values ?? [])]
				: [];
		return [{ at, field }, ...fieldsIn(inner, at)];
	});
}

/** Says a list, or that it is empty. */
const listed = (all: string[]): string =>
	all.length === 0 ? 'none' : `${all.length}: ${[...new Set(all)].join('; ')}`;

function judge(editor: Editor, { displayName, properties }: NodeType): void {
	const fields = fieldsIn(properties, displayName).filter(({ field }) => !isOfN8n(field));
	const choices = fields.flatMap(({ at, field }) =>
		['options', 'multiOptions'].includes(field.type ?? '')
			? (field.options ?? [])
					.filter((choice) => !isOfN8n(choice))
					.map((choice) => ({ at: `${at} > ${choice.name}`, field, choice }))
			: [],
	);
	const check = (name: string, bad: string[]): void =>
		editor.check(`${displayName}: ${name}`, bad.length === 0, listed(bad));
	const texts = [
		...fields.map(({ at, field }) => ({ at, text: field.displayName ?? '' })),
		...fields.map(({ at, field }) => ({ at, text: field.description ?? '-' })),
		...choices.map(({ at, choice }) => ({ at, text: choice.name })),
		...choices.map(({ at, choice }) => ({ at, text: choice.description ?? '-' })),
	];
	editor.check(
		`${displayName}: fields and choices are there`,
		fields.length > 3,
		`${fields.length} fields, ${choices.length} choices`,
	);
	check(
		'no text is empty or broken',
		texts.filter(({ text }) => text.trim() === '' || broken.test(text)).map(({ at }) => at),
	);
	check(
		'no field or operation is labelled with a raw key',
		[
			...fields.filter(({ field }) => raw.test(field.displayName ?? '')),
			...choices.filter(({ field, choice }) => isChoiceOfForm(field) && raw.test(choice.name)),
		].map(({ at }) => at),
	);
	check(
		'every field says what it is for',
		fields
			.filter(({ field }) => !['notice', 'collection', 'hidden'].includes(field.type ?? ''))
			.filter(({ field }) => !isChoiceOfForm(field) && !field.description)
			.map(({ at }) => at),
	);
	check(
		'every operation says what it does',
		choices
			.filter(
				({ field, choice }) => field.name === 'operation' && !(choice.description && choice.action),
			)
			.map(({ at }) => at),
	);
}

/** What every form of ours could say, whether it is ever opened or not. */
export async function descriptions(editor: Editor): Promise<void> {
	for (const type of await typesIn<NodeType>(editor, 'nodes')) judge(editor, type);
	for (const type of await typesIn<NodeType>(editor, 'credentials')) judge(editor, type);
}

/** A form: a resource, an operation and, where there are several, an API. */
interface Form {
	resource: string;
	operation: string;
	family?: string;
	/** What the node is called on the canvas. */
	action?: string;
}

/** Whether a form shows a field; fields that depend on others beside are taken as not shown. */
function isIn({ resource, operation, family }: Form, { displayOptions }: Described): boolean {
	const known: Record<string, unknown> = { resource, operation, family };
	return Object.entries(displayOptions?.show ?? {}).every(([name, values]) =>
		values.includes(known[name.replace('/', '')]),
	);
}

/** Every form of the action node, with the API that is chosen in it at first. */
function formsOf({ properties }: NodeType): Form[] {
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options }) => {
			const resource = String(displayOptions?.show?.resource?.[0]);
			return (options ?? [])
				.filter((choice) => !isOfN8n(choice))
				.map(({ value, action }) => {
					const form = { resource, operation: String(value), action };
					const api = properties.find((field) => field.name === 'family' && isIn(form, field));
					return { ...form, ...(api && { family: String(api.default) }) };
				});
		});
}

/** The options that a form offers, each as it is at first. */
function optionsOf(form: Form, { properties }: NodeType): Record<string, unknown> {
	const all = properties.find(({ name, type }) => name === 'options' && type === 'collection');
	const shown = (all?.options ?? []).filter((field) => isIn(form, field));
	return Object.fromEntries(shown.map((field) => [field.name, field.default]));
}

/** Forms that are looked at beside the longest ones: of every kind one. */
const chosen = [
	'image:generate',
	'image:inpaint',
	'result:fetch',
	'video:textToVideoUltra',
	'voice:textToSpeech',
	'model:getMany',
];

/** A workflow with a node per form, all of its options open. */
function allOpen(forms: Form[], type: NodeType, credentialId: string): Draft {
	const draft = batch('Long forms', ['a boat'], { credentialId });
	const [start, node] = draft.nodes;
	const nodes = forms.map(({ action = '', ...form }, index) => ({
		...node,
		id: `form-${index}`,
		name: action,
		position: [220 * (index % 4), 200 * Math.floor(index / 4)] as [number, number],
		parameters: { ...form, options: optionsOf(form, type) },
	}));
	const trigger: WorkflowNode = {
		...node,
		id: 'trigger',
		name: 'Stable Diffusion Trigger',
		type: `${node.type}Trigger`,
		position: [-220, 200],
		parameters: {},
		webhookId: 'editor-words',
	};
	const first: WorkflowNode = { ...start, position: [-220, 0] };
	return { ...draft, nodes: [first, trigger, ...nodes], connections: {} };
}

/** Everything that the form on the screen says, and which of its labels and choices are cut off. */
const readForm = `(() => {
	const form = document.querySelector('[data-test-id=node-parameters]');
	const labels = [...form.querySelectorAll('[data-test-id=input-label] label, label.n8n-input-label')];
	const isCut = (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible';
	const own = (label) => [...label.querySelectorAll('[class*=title], [class*=title] *')];
	return {
		labels: labels.map((label) => (own(label)[0] ?? label).innerText.trim()),
		texts: form.innerText.split('\\n').map((text) => text.trim()).filter(Boolean),
		cut: labels.filter((label) => own(label).some(isCut)).map((label) => label.innerText.trim()),
		lists: form.querySelectorAll('input[readonly]').length,
		tight: [...form.querySelectorAll('input[readonly]')].filter(isCut).map((one) => one.value),
	};
})()`;

interface ReadForm {
	labels: string[];
	texts: string[];
	cut: string[];
	tight: string[];
	lists: number;
}

/** The longest forms, and one of every kind, with all their options open: nothing raw, broken or cut off. */
export async function longForms(editor: Editor, credentialId: string): Promise<void> {
	const { page, n8n } = editor;
	const types = await typesIn<NodeType>(editor, 'nodes');
	const type = types.find(({ name }) => name.endsWith('.stableDiffusion'));
	if (!type) throw new Error('The editor does not know the node.');
	const forms = formsOf(type);
	const keyOf = ({ resource, operation }: Form): string => `${resource}:${operation}`;
	const length = (form: Form): number => Object.keys(optionsOf(form, type)).length;
	const longest = [...forms].sort((a, b) => length(b) - length(a));
	const some = longest.filter((form) => chosen.includes(keyOf(form)));
	const looked = [...new Set([...some, ...longest])].slice(0, 12);
	const workflow = await n8n.runs.save(allOpen(looked, type, credentialId));
	await editor.openWorkflow(workflow);
	await editor.shoot('forms-canvas');
	const onCanvas = await editor.marked('canvas-node').allInnerTexts();
	const lines = onCanvas.flatMap((text) => text.split('\n'));
	const code = lines.filter((text) => coded.test(text));
	editor.check('what stands under the nodes is in words', code.length === 0, listed(code));
	const bad = {
		broken: [] as string[],
		raw: [] as string[],
		cut: [] as string[],
		tight: [] as string[],
	};
	let labels = 0;
	let lists = 0;
	for (const [index, form] of looked.entries()) {
		await editor.goto(`/workflow/${workflow}/form-${index}`);
		await editor.marked('node-parameters').first().waitFor();
		await editor.input('operation').waitFor();
		await editor.settle();
		const key = keyOf(form);
		const read = await page.evaluate<ReadForm>(readForm);
		const named = (texts: string[]): string[] => texts.map((text) => `${key}: '${text}'`);
		labels += read.labels.length;
		lists += read.lists;
		bad.broken.push(...named(read.texts.filter((text) => broken.test(text))));
		bad.raw.push(...named(read.labels.filter((text) => raw.test(text))));
		bad.cut.push(...named(read.cut));
		bad.tight.push(...named(read.tight));
		if (await editor.optionList.isVisible()) await editor.optionList.scrollIntoViewIfNeeded();
		await editor.shoot(`form-${key.replace(':', '-')}`);
	}
	const rows: Array<[string, string[]]> = [
		['no text of the forms is broken', bad.broken],
		['no label is a raw key', bad.raw],
		['no label is cut off', bad.cut],
		['no choice is cut off', bad.tight],
	];
	editor.check(
		'the forms are there',
		labels > looked.length * 8 && lists > looked.length,
		`${looked.length} forms, ${labels} labels, ${lists} lists`,
	);
	for (const [name, found] of rows) editor.check(name, found.length === 0, listed(found));
}
