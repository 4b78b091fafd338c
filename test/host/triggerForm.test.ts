import type { INodeProperties, INodeType } from 'n8n-workflow';
import { endpoints } from '../../nodes/StableDiffusion/endpoints';
import {
	familiesOf,
	fieldsFor,
	keyOf,
	waits,
	type Endpoint,
} from '../../nodes/StableDiffusion/endpoints/endpoint';
import { node as action } from '../support/n8n';

const { StableDiffusionTrigger } =
	require('../../dist/nodes/StableDiffusion/StableDiffusionTrigger.node.js') as {
		StableDiffusionTrigger: new () => INodeType;
	};
const { description } = new StableDiffusionTrigger();
const { properties } = description;
const options = properties.find(({ name }) => name === 'options')?.options as INodeProperties[];

const valuesOf = ({ options: entries = [] }: INodeProperties): unknown[] =>
	entries.flatMap((entry) => ('value' in entry ? [entry.value] : []));

test("the trigger is found beside the action node: its name is that node's with Trigger behind it", () => {
	expect(description.name).toBe(`${action.description.name}Trigger`);
	expect(description.displayName).toBe(`${action.description.displayName} Trigger`);
	expect(description.inputs).toEqual([]);
	expect(description.group).toEqual(['trigger']);
});

test('its parameters are a contract with saved workflows', () => {
	const line = (property: INodeProperties): string =>
		`${property.name}: ${property.type} = ${valuesOf(property).join(' | ')}, default ${JSON.stringify(property.default)}`;
	expect([
		...properties.map(line),
		...options.map((each) => `options.${line(each)}`),
	]).toMatchSnapshot();
});

test.each([...properties, ...options].map((property) => ({ property, name: property.name })))(
	"$name is described in n8n's own style",
	({ property }) => {
		const { displayName, description: words = '', placeholder, type, name } = property;
		expect(displayName).toMatch(/^[A-Z]/);
		if (type !== 'notice' && name !== 'options') expect(words).not.toBe('');
		if (type === 'boolean') expect(words).toMatch(/^Whether /);
		if (placeholder && type === 'string') expect(placeholder).toMatch(/^e\.g\. /);
		const sentences = words.split(/[.!?]\s/).length;
		if (words !== '') expect(words.endsWith('.')).toBe(sentences > 1);
	},
);

test('one address at a time is shown, and both are of the same path', () => {
	const [plain, secret] = description.webhooks ?? [];
	expect(plain.path).toBe('webhook');
	expect(String(secret.path)).toContain('"webhook?secret="');
	expect(String(plain.ndvHideUrl)).toContain('Boolean($parameter["secret"])');
	expect(String(secret.ndvHideUrl)).toContain('!$parameter["secret"]');
});

describe('webhook and track_id of the action node', () => {
	const fieldOf = (endpoint: Endpoint, family: string, name: string) =>
		fieldsFor(endpoint, family as never).find((field) => field.name === name);
	const jobs = endpoints
		.filter(waits)
		.flatMap((endpoint) => familiesOf(endpoint).map((family) => ({ endpoint, family })));

	test.each(jobs.map((job) => ({ ...job, name: `${keyOf(job.endpoint)} ${job.family}` })))(
		'$name takes them, as far as the service does',
		({ endpoint, family }) => {
			const webhook = fieldOf(endpoint, family, 'webhook');
			const trackId = fieldOf(endpoint, family, 'track_id');
			// Reloading a public model makes no callback; the others are no jobs, or v3 and enterprise upscaling.
			expect(webhook === undefined).toBe(keyOf(endpoint) === 'model:reload');
			const without =
				endpoint.gives === 'state' ||
				(keyOf(endpoint) === 'image:upscale' && ['v3', 'enterprise'].includes(family));
			expect(trackId === undefined).toBe(without);
			if (webhook) expect(webhook.kind).toBe('text');
			if (trackId) expect(['text', 'integer']).toContain(trackId.kind);
		},
	);

	test.each([
		['imageEditing:removeBackground', 'imageEditing', 'integer'],
		['image:generate', 'images', 'text'],
		['image:generate', 'realtime', 'text'],
		['image:controlnet', 'v5', 'integer'],
		['video:textToVideo', 'video', 'text'],
		['voice:textToSpeech', 'voice', 'integer'],
		['interior:make', 'interior', 'integer'],
	])('track_id of %s in %s is of type %s', (key, family, kind) => {
		const endpoint = endpoints.find((each) => keyOf(each) === key) as Endpoint;
		expect(fieldOf(endpoint, family, 'track_id')?.kind).toBe(kind);
	});
});
