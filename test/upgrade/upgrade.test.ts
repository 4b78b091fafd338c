import { NodeHelpers, type INodeParameters } from 'n8n-workflow';
import {
	builtNodes,
	completed,
	completeFile,
	descriptionFile,
	keptVersions,
	keptWorkflows,
	nodeOf,
	ownNodes,
	readKept,
	releaseOf,
	type KeptNode,
	type KeptRelease,
} from '../../scripts/lib/release';
import { lost } from './compare';

type Complete = Record<string, Record<string, INodeParameters>>;

const types = builtNodes();
const now = releaseOf('now');

/** What the built package offers of a node in one of its versions. */
function nodeNow(name: string, version: number): KeptNode | undefined {
	const description = types.get(name)?.description;
	if (description === undefined || ![description.version].flat().includes(version))
		return undefined;
	return nodeOf(description, version);
}

const clone = (release: KeptRelease): KeptRelease =>
	JSON.parse(JSON.stringify(release)) as KeptRelease;

describe.each(keptVersions())('what %s had', (version) => {
	const kept = readKept<KeptRelease>(version, descriptionFile);
	const complete = readKept<Complete>(version, completeFile);
	const saved = [...keptWorkflows(version)].flatMap(([file, workflow]) =>
		ownNodes(workflow, types).map(({ node, type }) => ({
			name: `${file}, ${node.name}`,
			file,
			node,
			type,
		})),
	);

	test('is all there, and is read as it was', () => {
		expect(lost(kept, now, nodeNow)).toEqual([]);
	});

	test('is compared in earnest: each kind of loss is told in a sentence', () => {
		const told = (change: (release: KeptRelease) => void): string[] => {
			const changed = clone(kept);
			change(changed);
			return lost(kept, changed, (name) => changed.nodes[name]);
		};
		const of = ({ nodes }: KeptRelease, path: string) =>
			nodes.stableDiffusion.parameters.filter((each) => each.path === path);
		const withoutPark = (changed: KeptRelease) =>
			of(changed, 'wait').forEach((each) => {
				each.values = each.values?.filter((value) => value !== 'park');
			});
		expect(told(withoutPark).join()).toMatch(/'wait' has lost the value "park", in /);
		expect(
			told((changed) => of(changed, 'download').forEach((each) => (each.default = false))).join(),
		).toMatch(/'download' has the default false and not true, in /);
		expect(
			told((changed) => of(changed, 'prompt').forEach((each) => (each.path = 'text'))).join(),
		).toMatch(/'prompt' is gone, in /);
		expect(
			told((changed) =>
				of(changed, 'options.seed').forEach((each) => (each.type = 'string')),
			).join(),
		).toMatch(/'options.seed' has the type string and not number, in /);
		expect(told((changed) => delete changed.nodes.stableDiffusionTrigger)).toEqual([
			'The node stableDiffusionTrigger, version 1, is gone.',
		]);
		expect(
			told(({ nodes }) => delete nodes.stableDiffusion.forms['image / generate / v3']),
		).toEqual(["stableDiffusion: there is no 'image / generate / v3' any more."]);
		expect(told(({ addresses }) => (addresses['image / generate / v3'] = '/api/v3/other'))).toEqual(
			['image / generate / v3 goes to /api/v3/other and not to /api/v3/text2img.'],
		);
		expect(told(({ nodes }) => (nodes.stableDiffusionTrigger.webhooks[0] = 'x'))).toEqual([
			"stableDiffusionTrigger: the webhook 'default: POST webhook' is gone.",
		]);
	});

	test('has workflows of every kind of node', () => {
		expect(new Set(saved.map(({ node }) => node.type.split('.').at(-1)))).toEqual(
			new Set(Object.keys(kept.nodes)),
		);
	});

	test.each(saved)('$name keeps every saved parameter', ({ node, type }) => {
		expect(type).toBeDefined();
		if (!type) return;
		const { description } = type;
		expect([description.version].flat()).toContain(node.typeVersion);
		const read = NodeHelpers.getNodeParameters(
			description.properties,
			node.parameters,
			false,
			false,
			node,
			description,
		);
		expect(read).toEqual(node.parameters);
	});

	test.each(saved)('$name has no issues', ({ node, type }) => {
		if (!type) return;
		const whole = { ...node, parameters: completed(node, type) };
		const issues = NodeHelpers.getNodeParametersIssues(
			type.description.properties,
			whole,
			type.description,
		);
		expect(issues?.parameters ?? {}).toEqual({});
	});

	test.each(saved)('$name comes to the same with all defaults', ({ file, node, type }) => {
		if (!type) return;
		const before = complete[file][node.name];
		const present = completed(node, type);
		// What is new since then may stand beside it.
		expect(present).toMatchObject(before);
	});
});
