// What a user reads in the forms: every text of both nodes and the credential, however deep it stands.
// Long, because every kind of text has rules of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { StableDiffusionTrigger } from '../../nodes/StableDiffusion/StableDiffusionTrigger.node';
import { endpoints, resources } from '../../nodes/StableDiffusion/endpoints';
import { credentialType, node } from '../support/n8n';

const trigger = new StableDiffusionTrigger();
const root = join(__dirname, '../..');

interface Placed {
	at: string;
	property: INodeProperties;
}

/** Every property with those inside it, and the way to it. */
function within(properties: readonly INodeProperties[], way: string): Placed[] {
	return properties.flatMap((property) => {
		const at = `${way} > ${property.name}`;
		const inside = (property.options ?? []) as Array<INodeProperties | INodePropertyCollection>;
		if (property.type === 'collection')
			return [{ at, property }, ...within(inside as INodeProperties[], at)];
		if (property.type === 'fixedCollection')
			return [
				{ at, property },
				...inside.flatMap((set) => within((set as INodePropertyCollection).values, at)),
			];
		return [{ at, property }];
	});
}

const every = [
	...within(node.description.properties, 'node'),
	...within(trigger.description.properties, 'trigger'),
	...within(credentialType.properties, 'credential'),
];

/** The choices of a list. */
const choicesOf = ({ type, options = [] }: INodeProperties): INodePropertyOptions[] =>
	['options', 'multiOptions'].includes(type) ? (options as INodePropertyOptions[]) : [];

/** What stands for itself. */
const isSilent = ({ type }: INodeProperties): boolean => type === 'notice' || type === 'hidden';

/** A text without the tags in it. */
const spoken = (text: string): string => text.replace(/<[^>]+>/g, '');
/** The words of a text, as far as they tell something. */
const wordsOf = (text: string): string =>
	spoken(text)
		.toLowerCase()
		.replace(/\b(the|a|an|of|whether|is|what|which)\b/g, '')
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();

/** Of equal texts one, so that one mistake is one failure. */
function distinct<T>(list: T[], by: (entry: T) => string): T[] {
	return [...new Map(list.map((entry) => [by(entry), entry])).values()];
}

const described = distinct(
	every.filter(({ property }) => !isSilent(property)),
	({ at, property }) => `${at} ${property.displayName} ${property.description ?? ''}`,
);

test('the forms are there, with what is inside of their collections', () => {
	expect(every.length).toBeGreaterThan(700);
	expect(every.some(({ at }) => at === 'node > options > seed')).toBe(true);
	expect(every.some(({ at }) => at === 'trigger > options > fileName')).toBe(true);
	expect(every.some(({ at }) => at === 'credential > apiKey')).toBe(true);
});

test.each(described)('$at says what it does', ({ property }) => {
	const { displayName, description = '' } = property;
	const words = spoken(description);
	expect(words.length).toBeGreaterThan(20);
	expect(words).toMatch(/^[A-Z0-9'"]/);
	expect(wordsOf(words)).not.toBe(wordsOf(displayName));
	const isOneSentence = words.split(/[.!?]\s/).length === 1;
	expect(words.endsWith('.')).toBe(!isOneSentence);
	expect(words).not.toMatch(/ {2}|\.\.|[,;:.] ?\)|\( /);
	// Names of the service belong to the documentation; what stands in quotes is meant as it is.
	expect(words.replace(/'[^']*'|\{\w+\}/g, '')).not.toMatch(/\b[a-z]+_(?!id\b)[a-z_]+\b/);
});

test.each(described)('$at has a hint and notices in whole words, if any', ({ property }) => {
	const { hint } = property;
	if (hint === undefined) return;
	expect(hint).toMatch(/^[A-Z].{10,}[^.]$/);
	expect(hint.length).toBeLessThan(90);
});

describe('limits', () => {
	/** A number as a form may print it. */
	const has = (text: string, number: number): boolean =>
		new RegExp(`(^|[^\\d.])${number}([^\\d]|$)`).test(text.replace(/(\d),(?=\d{3})/g, '$1'));
	/** Parameters of the form itself, whose limits only keep nonsense out. */
	const own = new Set([
		'timeLimit',
		'inMemory',
		'jobsAtOnce',
		'questionsPerSecond',
		'queueLimit',
		'limit',
		'below',
	]);
	const bounded = described.filter(
		({ property }) =>
			property.type === 'number' &&
			!own.has(property.name) &&
			property.typeOptions?.maxValue !== undefined,
	);

	test('are those of many fields', () => expect(bounded.length).toBeGreaterThan(60));
	test.each(bounded)('$at names its own', ({ property }) => {
		const { description = '', typeOptions } = property;
		for (const limit of [typeOptions?.minValue, typeOptions?.maxValue])
			if (limit !== undefined)
				expect([description, has(description, limit)]).toEqual([description, true]);
	});
});

describe('an input that is empty at first', () => {
	const isText = ({ type, default: usual }: INodeProperties): boolean =>
		(type === 'string' || type === 'json') && usual === '';
	const empty = distinct(
		every.filter(({ property }) => isText(property)),
		({ at, property }) => `${at} ${property.placeholder ?? ''}`,
	);

	test('is met often', () => expect(empty.length).toBeGreaterThan(60));
	test.each(empty)('$at shows an example', ({ property }) => {
		expect(property.placeholder).toMatch(/^e\.g\. \S.{1,80}$/);
		expect(property.placeholder).not.toMatch(/foo|bar\b|lorem|xxx/i);
	});

	const modes = every.flatMap(({ at, property }) =>
		property.type === 'resourceLocator'
			? (property.modes ?? []).map((mode) => ({ at: `${at} > ${mode.name}`, mode }))
			: [],
	);
	test.each(distinct(modes, ({ at, mode }) => `${at} ${mode.placeholder ?? ''}`))(
		'$at shows an example or what to do',
		({ mode }) =>
			expect(mode.placeholder).toMatch(mode.type === 'list' ? /^Select .*\.\.\.$/ : /^e\.g\. \S/),
	);
});

describe('links', () => {
	const texts = every.flatMap(({ at, property }) =>
		[
			property.description,
			property.hint,
			isSilent(property) ? property.displayName : undefined,
			...choicesOf(property).map(({ description }) => description),
		]
			.filter((text) => text !== undefined)
			.map((text) => ({ at, text })),
	);
	const linked = distinct(
		texts.filter(({ text }) => /<a\b|https?:/.test(text)),
		({ text }) => text,
	);

	test('stand where somebody chooses what to do', () => {
		const operations = every.filter(({ property }) => property.name === 'operation');
		expect(operations.length).toBeGreaterThan(resources.length);
		for (const { property } of operations) expect(property.description).toMatch(/<a href="/);
	});
	test.each(linked)('of $at are whole, and open beside the editor', ({ text }) => {
		const links = [...text.matchAll(/<a href="([^"]+)" target="_blank">([^<]+)<\/a>/g)];
		expect(links.length).toBeGreaterThan(0);
		expect(text.split(/https?:/).length).toBe(links.length + 1);
		for (const [, url, words] of links) {
			const { protocol, hostname, href } = new URL(url);
			expect([protocol, href.replace(/\/$/, '')]).toEqual(['https:', url]);
			expect(hostname).toMatch(/^(docs\.)?modelslab\.com$/);
			expect(words).not.toMatch(/^(here|link|click)/i);
		}
	});
	test.each(texts.filter(({ text }) => text.includes('<')))(
		'of $at bear no other tags',
		({ text }) => expect(text.replace(/<\/?(a|i|code)\b[^<>]*>/g, '')).not.toMatch(/<\/?[A-Za-z]/),
	);
	test('stand in no text that errors repeat', () => {
		for (const { fields } of endpoints)
			for (const { description } of fields) expect(description).not.toMatch(/[<>]/);
	});
});

describe('what costs money or time', () => {
	const ofNode = within(node.description.properties, 'node').map(({ property }) => property);
	/** The parameters of this name that an operation has, in any of its APIs. */
	const shown = (resource: string, operation: string, name: string): INodeProperties[] =>
		ofNode.filter(
			(property) =>
				property.name === name &&
				(['', '/'] as const).every((slash) => {
					const { show = {} } = property.displayOptions ?? {};
					const fits = (key: string, value: string) =>
						show[`${slash}${key}`]?.includes(value as never) ?? true;
					return fits('resource', resource) && fits('operation', operation);
				}),
		);

	test('is told above the fields of the operations that are sold one by one', () => {
		const told = endpoints.filter(({ notice }) => notice !== undefined);
		expect(told.map(({ operation }) => operation).sort()).toEqual([
			'imageToVideoUltra',
			'startTraining',
			'textToVideoUltra',
			'upload',
		]);
		for (const { resource, operation, notice } of told)
			expect(shown(resource, operation, 'notice').map(({ displayName }) => displayName)).toEqual([
				notice,
			]);
	});
	test('is told beside the number of images', () => {
		const hints = shown('image', 'generate', 'samples').map(({ hint }) => hint);
		expect([...new Set(hints)]).toEqual(['Each image is paid for']);
	});
	test('is told where a job that takes minutes can be parked for', () => {
		expect(shown('video', 'imageToVideo', 'wait').map(({ hint }) => hint)).toEqual([
			expect.stringContaining('Park Until Callback'),
		]);
		expect(shown('image', 'generate', 'wait').map(({ hint }) => hint)).toEqual([undefined]);
	});
	test('is told where a job is left to itself', () => {
		const [notice] = shown('image', 'generate', 'openNotice');
		expect(notice.displayOptions?.show?.wait).toEqual(['no']);
		expect(notice.displayName).toMatch(/paid for.*Result > Fetch.*24 hours/);
		expect(shown('enterpriseServer', 'restart', 'openNotice')).toEqual([]);
	});
	test('stands under every switch that lets something be lost', () => {
		const switches = endpoints.flatMap(({ resource, operation, fields }) =>
			fields.some(({ kind }) => kind === 'confirm') ? shown(resource, operation, 'confirm') : [],
		);
		expect(switches.length).toBe(8);
		for (const { hint, description } of switches)
			expect(description?.toLowerCase()).toContain(`; ${String(hint).toLowerCase()}`);
	});
	test('is few: what stands everywhere is read by nobody', () => {
		for (const { resource, operation } of endpoints) {
			const atOnce = ofNode.filter(
				(property) =>
					property.type === 'notice' &&
					!property.displayOptions?.show?.wait &&
					shown(resource, operation, property.name).includes(property),
			);
			expect([operation, atOnce.length <= 1]).toEqual([operation, true]);
		}
	});
});

describe('the icon', () => {
	const icons = [node.description.icon, trigger.description.icon, credentialType.icon].map(
		(icon) => icon as { light: string; dark: string },
	);
	const read = (path: string): string =>
		readFileSync(
			join(root, 'nodes/StableDiffusion', path.replace('file:', '').split('/').at(-1) as string),
			'utf8',
		);

	test.each(icons)('$light and $dark are there, square, and made for their backgrounds', (icon) => {
		const drawings = [read(icon.light), read(icon.dark)];
		expect(drawings[0]).not.toBe(drawings[1]);
		for (const drawing of drawings) {
			const [, , width, height] =
				/viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(drawing)?.slice(1).map(Number) ?? [];
			expect(width).toBeGreaterThan(0);
			expect(width).toBe(height);
			expect(/ width="(\d+)"/.exec(drawing)?.[1]).toBe(/ height="(\d+)"/.exec(drawing)?.[1]);
			expect(drawing).not.toMatch(/<(text|image|script|style)\b|href=|url\(/);
			// Few shapes, which is what is left of a drawing at 16 pixels.
			expect(drawing.match(/<(path|rect|circle|polygon|ellipse)\b/g)?.length).toBeLessThanOrEqual(
				5,
			);
		}
	});
});

describe('the codex', () => {
	interface Codex {
		node: string;
		categories: string[];
		alias: string[];
		resources: Record<'primaryDocumentation' | 'credentialDocumentation', Array<{ url: string }>>;
	}
	const { name: packageName, homepage } = JSON.parse(
		readFileSync(join(root, 'package.json'), 'utf8'),
	) as { name: string; homepage: string };

	test.each([node.description.name, trigger.description.name])('of %s', (name) => {
		const file = `nodes/StableDiffusion/${name[0].toUpperCase()}${name.slice(1)}.node.json`;
		const codex = JSON.parse(readFileSync(join(root, file), 'utf8')) as Codex;
		expect(codex.node).toBe(`${packageName}.${name}`);
		// In the category AI, without a subcategory, n8n's search does not find a node.
		expect(codex.categories).toEqual(['Marketing & Content']);
		const { primaryDocumentation, credentialDocumentation } = codex.resources;
		expect(primaryDocumentation[0].url).toBe(homepage);
		for (const { url } of [...primaryDocumentation, ...credentialDocumentation])
			expect(new URL(url).protocol).toBe('https:');
		const plain = codex.alias.map((word) => word.toLowerCase());
		expect(plain).toEqual([...new Set(plain)].sort());
		expect(plain).toContain('stable diffusion');
	});
});
