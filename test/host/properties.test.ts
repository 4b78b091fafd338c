import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { endpoints } from '../../nodes/StableDiffusion/endpoints';
import { familiesOf, fieldsFor, type Field } from '../../nodes/StableDiffusion/endpoints/endpoint';
import { credentialType, node } from '../support/n8n';

const { properties } = node.description;
const options = properties.find(({ name }) => name === 'options')?.options as INodeProperties[];
const every = [...properties, ...options, ...credentialType.properties];

/** What n8n makes of the node for an agent. */
const tool = { ...node.description, name: `${node.description.name}Tool` };

/** What a user sees with these parameters, by n8n's own rules. */
function shown(
	parameters: INodeParameters,
	description = node.description,
): { main: string[]; options: string[] } {
	const fakeNode = { typeVersion: 1 };
	const complete = NodeHelpers.getNodeParameters(
		properties,
		parameters,
		true,
		false,
		fakeNode,
		description,
	) as INodeParameters;
	const visible = (list: INodeProperties[]): string[] =>
		list
			.filter((property) =>
				NodeHelpers.displayParameter(complete, property, fakeNode, description, complete),
			)
			.map(({ name }) => name);
	return { main: visible(properties), options: visible(options) };
}

const isFileField = ({ kind, place }: Field): boolean =>
	kind === 'images' || (place === 'main' && ['image', 'audio', 'video', 'model3d'].includes(kind));
/** The parameter that a fresh form shows for a field: upload helpers take no link. */
const shownInput = (field: Field): string =>
	isFileField(field) && ['dataUri', 'bareBase64'].includes(field.takes ?? '')
		? `${field.name}_field`
		: field.name;

const listed = (property: INodeProperties): INodePropertyOptions[] =>
	property.type === 'options' ? (property.options as INodePropertyOptions[]) : [];

describe('the form', () => {
	test.each(
		endpoints.flatMap((endpoint) =>
			familiesOf(endpoint).map((family) => ({
				endpoint,
				family,
				name: `${endpoint.name}, ${family}`,
			})),
		),
	)('$name shows exactly the fields that this API knows, each once', ({ endpoint, family }) => {
		const seen = shown({ resource: endpoint.resource, operation: endpoint.operation, family });
		const names = [...seen.main, ...seen.options];
		expect(names).toEqual([...new Set(names)]);
		const known = new Set(fieldsFor(endpoint, family).map(shownInput));
		const anywhere = new Set(endpoints.flatMap(({ fields }) => fields.map(shownInput)));
		for (const name of anywhere)
			expect([name, names.includes(name)]).toEqual([name, known.has(name)]);
	});

	test.each(
		endpoints.flatMap((endpoint) =>
			familiesOf(endpoint).map((family) => ({
				endpoint,
				family,
				name: `${endpoint.name}, ${family}`,
			})),
		),
	)('$name has its main fields in the order of its endpoint', ({ endpoint, family }) => {
		const { main } = shown({ resource: endpoint.resource, operation: endpoint.operation, family });
		const wanted = fieldsFor(endpoint, family)
			.filter((field) => field.place === 'main')
			.flatMap((field) =>
				isFileField(field) ? [`${field.name}_from`, shownInput(field)] : [field.name],
			);
		expect(main.filter((name) => wanted.includes(name))).toEqual(wanted);
	});

	test('a plain Generate has few fields, in this order', () => {
		expect(shown({}).main).toEqual([
			'resource',
			'operation',
			'family',
			'model_id',
			'prompt',
			'wait',
			'download',
			'binaryField',
			'simplify',
			'options',
		]);
	});

	test("an agent's tool has an Output of its own, and nothing about files", () => {
		const fresh = shown({}, tool);
		expect(fresh.main).toEqual([
			...['resource', 'operation', 'family', 'model_id', 'prompt', 'wait', 'output', 'options'],
		]);
		expect(shown({}).options.filter((name) => !fresh.options.includes(name))).toEqual(['fileName']);
	});

	test('an image asks for the one input that belongs to its source', () => {
		const by = (from: string) =>
			shown({ operation: 'imageToImage', init_image_from: from }).main.filter((name) =>
				name.startsWith('init_image'),
			);
		expect(by('url')).toEqual(['init_image_from', 'init_image']);
		expect(by('base64')).toEqual(['init_image_from', 'init_image_base64']);
		expect(by('binary')).toEqual(['init_image_from', 'init_image_field']);
	});

	test('changing the API keeps what was typed', () => {
		const typed = {
			resource: 'image',
			operation: 'generate',
			prompt: 'a boat',
			options: { width: 640, negative_prompt: 'rain' },
		};
		for (const family of ['images', 'v3', 'realtime', 'enterprise']) {
			const kept = NodeHelpers.getNodeParameters(
				properties,
				{ ...typed, family },
				true,
				false,
				{ typeVersion: 1 },
				node.description,
			);
			expect(kept).toMatchObject({
				prompt: 'a boat',
				options: { width: 640, negative_prompt: 'rain' },
			});
		}
	});

	test('Fetch, System Load and Wait for Capacity ask only for what they need', () => {
		expect(shown({ resource: 'result', operation: 'fetch' }).main).toEqual([
			'resource',
			'operation',
			'jobFrom',
			'wait',
			'download',
			'binaryField',
			'simplify',
			'options',
		]);
		expect(
			shown({ resource: 'result', operation: 'fetch', jobFrom: 'id' }).main.slice(2, 5),
		).toEqual(['jobFrom', 'family', 'jobId']);
		expect(shown({ resource: 'system', operation: 'systemLoad' }).main).toEqual([
			'resource',
			'operation',
		]);
		const gate = { resource: 'system', operation: 'waitForCapacity' };
		expect(shown(gate)).toEqual({
			main: ['resource', 'operation', 'measure', 'below', 'options'],
			options: ['timeLimit', 'timeUp'],
		});
		expect(shown({ ...gate, measure: 'queue_time' }).main).toContain('family');
	});
});

describe("n8n's own style", () => {
	test.each(
		every.map((property) => ({ property, label: `${property.displayName} (${property.name})` })),
	)('$label', ({ property }) => {
		const { displayName, description = '', placeholder, type } = property;
		expect(displayName).toMatch(/^[A-Z0-9]/);
		const selfEvident = ['resource', 'operation', 'options', 'account'].includes(property.name);
		// A notice has no other words than its own.
		if (!selfEvident && type !== 'notice') expect(description).not.toBe('');
		expect(description).not.toMatch(/undefined|\[object/);
		const sentences = description.split(/[.!?]\s/).length;
		if (description !== '' && sentences === 1) expect(description).not.toMatch(/\.$/);
		if (sentences > 1) expect(description).toMatch(/\.$/);
		if (type === 'boolean') expect(description).toMatch(/^Whether /);
		if (placeholder && type === 'string') expect(placeholder).toMatch(/^e\.g\. /);
		const names = listed(property).map(({ name }) => name);
		if (names.length >= 5) expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		if (names.length > 0)
			expect(listed(property).map(({ value }) => value)).toContain(property.default);
	});

	test('options stand in the order of the alphabet', () => {
		const names = options.map(({ displayName }) => displayName);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	});

	test('every operation has an action, which becomes the name of the node on the canvas', () => {
		const operations = properties.filter(({ name }) => name === 'operation').flatMap(listed);
		const actions = operations.map(({ action }) => action ?? '');
		const own = endpoints.map(({ action }) => action);
		expect([...actions].sort()).toEqual(
			[
				...own,
				'Fetch result',
				'Send custom request',
				'Submit job to any address',
				'Wait for capacity',
			].sort(),
		);
		// They stand in one list of the node panel, so that two of a name could not be told apart.
		expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([]);
		for (const action of actions) expect(action).toMatch(/^[A-Z0-9]\S* \S/);
	});
});

test('the description stays small enough for the editor to open without a pause', () => {
	expect(JSON.stringify(node.description).length).toBeLessThan(380_000);
});
