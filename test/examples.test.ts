import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INode, type INodeProperties, type INodeType } from 'n8n-workflow';
import { exampleFiles, type Workflow, type WorkflowNode } from '../scripts/lib/examples';

import { examples } from '../scripts/lib/paths';
import { builtNodes, completed } from '../scripts/lib/release';

const ours = 'n8n-nodes-stable-diffusion-api.';
const stock = ['n8n-nodes-base.', '@n8n/n8n-nodes-langchain.'];
/** The credential of the examples; npm start puts it there. */
const credential = { stableDiffusionApi: { id: 'sandboxcred00001', name: 'Sandbox' } };
const note = 'n8n-nodes-base.stickyNote';
const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

const files = [...exampleFiles()];
const types = builtNodes();
const isOurs = ({ type }: WorkflowNode): boolean => type.startsWith(ours);

/** A node of ours with what the package has of it; a tool of an agent is the node itself. */
function typeOf({ type }: WorkflowNode): INodeType {
	const found = types.get(type.slice(ours.length).replace(/Tool$/, ''));
	if (!found) throw new Error(`There is no node ${type}`);
	return found;
}

/** Every way out of a workflow's nodes: from, to, kind. */
const linksOf = ({ connections }: Workflow) =>
	Object.entries(connections).flatMap(([from, kinds]) =>
		Object.entries(kinds).flatMap(([kind, outputs]) =>
			outputs.flat().map(({ node, type }) => ({ from, to: node, kind, type })),
		),
	);

/** What is wrong with a value that a parameter was given; an expression may become anything. */
function wrongValue(property: INodeProperties, value: unknown): string | undefined {
	if (typeof value === 'string' && value.startsWith('=')) return undefined;
	const { type, options = [], typeOptions } = property;
	if (type === 'options' || type === 'multiOptions') {
		if (typeOptions?.loadOptionsMethod) return undefined;
		const allowed = options.map((entry) => ('value' in entry ? entry.value : undefined));
		const bad = [value].flat().filter((each) => !allowed.includes(each as string));
		return bad.length > 0 ? `${property.name} cannot be ${bad.join(', ')}` : undefined;
	}
	const kinds: Record<string, string> = { number: 'number', boolean: 'boolean', string: 'string' };
	if (type === 'resourceLocator') {
		const { __rl, mode } = value as { __rl?: boolean; mode?: string };
		const modes = (property.modes ?? []).map(({ name }) => name);
		if (__rl && modes.includes(mode ?? '')) return undefined;
		return `${property.name} is in no mode of ${modes.join(', ')}`;
	}
	if (kinds[type] === undefined || typeof value === kinds[type]) return undefined;
	return `${property.name} is no ${type}`;
}

/** What is wrong with the parameters of a node of ours, in sentences. */
function wrongParameters(node: WorkflowNode): string[] {
	const type = typeOf(node);
	const { description } = type;
	const all = completed(node as unknown as INode, type);
	const shown = (properties: INodeProperties[], name: string) =>
		properties.filter(
			(property) =>
				property.name === name &&
				NodeHelpers.displayParameter(all, property, node as unknown as INode, description, all),
		);
	const check = (properties: INodeProperties[], values: Record<string, unknown>): string[] =>
		Object.entries(values).flatMap(([name, value]) => {
			const [property] = shown(properties, name);
			if (property === undefined) return [`${name} is not in the form`];
			if (property.type === 'collection')
				return check(property.options as INodeProperties[], value as Record<string, unknown>);
			return wrongValue(property, value) ?? [];
		});
	const empty = description.properties
		.filter(
			(property) =>
				property.required &&
				NodeHelpers.displayParameter(all, property, node as unknown as INode, description, all),
		)
		.filter(({ name }) => all[name] === '' || all[name] === undefined)
		.map(({ name }) => `${name} is required and empty`);
	return [...check(description.properties, node.parameters), ...empty];
}

/** How far a node reaches on the canvas. */
const spanOf = ({ type, position: [x, y], parameters }: WorkflowNode) =>
	type === note
		? {
				left: x,
				top: y,
				right: x + Number(parameters.width),
				bottom: y + Number(parameters.height),
			}
		: { left: x, top: y, right: x + 100, bottom: y + 100 };

describe.each(files)('%s', (_file, workflow) => {
	const { nodes } = workflow;
	const names = nodes.map(({ name }) => name);

	test('has a note that says what to replace and what it costs', () => {
		const notes = nodes.filter(({ type }) => type === note);
		expect(notes).toHaveLength(1);
		const content = String(notes[0].parameters.content);
		expect(content).toMatch(new RegExp(`^## ${workflow.name}\n`));
		expect(content).toContain('**Put in your own:**');
		expect(content).toContain('**What it costs:**');
	});

	test('has nodes of n8n and of ours alone, each with an ID of its own', () => {
		const ids = nodes.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(new Set(names).size).toBe(names.length);
		expect(ids.filter((id) => !uuid.test(id))).toEqual([]);
		const foreign = nodes.filter(
			(node) => !isOurs(node) && !stock.some((start) => node.type.startsWith(start)),
		);
		expect(foreign).toEqual([]);
		expect(nodes.some(isOurs)).toBe(true);
		expect(nodes.filter(({ type }) => type.includes('.code'))).toEqual([]);
	});

	test('names the credential of the sandbox where ours need one, and holds none', () => {
		for (const node of nodes)
			expect(node.credentials).toEqual(isOurs(node) ? credential : undefined);
		expect(JSON.stringify(workflow)).not.toMatch(/apiKey|sk-|modelslab\.com|Bearer/);
	});

	test('has connections between nodes that exist, and none is left alone', () => {
		const links = linksOf(workflow);
		for (const { from, to, kind, type } of links) {
			expect(names).toContain(from);
			expect(names).toContain(to);
			expect(type).toBe(kind);
		}
		const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
		const alone = nodes.filter(({ name, type }) => type !== note && !linked.has(name));
		expect(alone).toEqual([]);
	});

	test('gives our nodes parameters that their forms have, with values that they take', () => {
		for (const node of nodes.filter(isOurs))
			expect([node.name, ...wrongParameters(node)]).toEqual([node.name]);
	});

	test('reads from left to right, on the grid, with nothing on top of another', () => {
		const off = nodes.filter(({ position }) => position.some((each) => each % 20 !== 0));
		expect(off).toEqual([]);
		for (const [index, one] of nodes.entries())
			for (const other of nodes.slice(index + 1)) {
				const [a, b] = [spanOf(one), spanOf(other)];
				const apart =
					a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
				expect([one.name, other.name, apart]).toEqual([one.name, other.name, true]);
			}
		const at = new Map(nodes.map(({ name, position }) => [name, position[0]]));
		const back = linksOf(workflow).filter(
			({ from, to, kind }) => kind === 'main' && Number(at.get(from)) >= Number(at.get(to)),
		);
		expect(back).toEqual([]);
	});

	test('is an ordinary workflow of n8n', () => {
		expect(workflow.id).toMatch(/^[a-z0-9]{16}$/);
		expect(workflow.settings).toEqual({ executionOrder: 'v1' });
		expect(workflow.pinData).toBeUndefined();
	});
});

test('no two examples have the same ID or the same node', () => {
	const ids = files.flatMap(([, { id, nodes }]) => [id, ...nodes.map((node) => node.id)]);
	expect(ids.length).toBe(new Set(ids).size);
});

test('a wrong parameter is found', () => {
	const [, first] = files.find(([file]) => file === 'first-picture') ?? [];
	const node = first?.nodes.find(isOurs);
	if (!node) throw new Error('There is no first picture');
	const told = (parameters: Record<string, unknown>) =>
		wrongParameters({ ...node, parameters: { ...node.parameters, ...parameters } });
	expect(told({})).toEqual([]);
	expect(told({ wait: 'never' })).toEqual(['wait cannot be never']);
	expect(told({ mask_image: 'x' })).toEqual(['mask_image is not in the form']);
	expect(told({ options: { width: '512' } })).toEqual(['width is no number']);
	expect(told({ options: { scale: 2 } })).toEqual(['scale is not in the form']);
	expect(told({ model_id: 'flux' })).toEqual(['model_id is in no mode of list, id']);
	expect(told({ prompt: '' })).toEqual(['prompt is required and empty']);
});

describe('examples/README.md', () => {
	const page = readFileSync(join(examples, 'README.md'), 'utf8');
	test.each(files)('lists %s under a heading, with its picture', (file, { name }) => {
		expect(page).toContain(`## ${name}\n`);
		expect(page).toContain(`(${file}.json)`);
		expect(page).toContain(`(pictures/${file}.png)`);
		expect(existsSync(join(examples, 'pictures', `${file}.png`))).toBe(true);
	});

	test('links nothing that is not there', () => {
		const links = [...page.matchAll(/\]\(((?!https?:|#)[^)]+)\)/g)].map(([, link]) => link);
		expect(links.filter((link) => !existsSync(join(examples, link.split('#')[0])))).toEqual([]);
	});
});
