// What an update takes away from saved workflows, in sentences.
import { isDeepStrictEqual } from 'node:util';
import {
	type Kept,
	type KeptForms,
	type KeptNode,
	type KeptRelease,
	parametersOf,
	type When,
} from '../../scripts/lib/release';

const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** Of the values that were there, those that are not any more. */
const gone = (before: unknown[] = [], now: unknown[] = []): unknown[] =>
	before.filter((value) => !now.some((each) => isDeepStrictEqual(each, value)));

/** Whether a parameter is still shown wherever it was: it has no condition more, and none that is tighter. */
function isShownAsBefore(before: When = {}, now: When = {}): boolean {
	return (
		Object.entries(now)
			.filter(([name]) => !name.startsWith('not '))
			.every(([name, values]) => name in before && gone(before[name], values).length === 0) &&
		Object.entries(now)
			.filter(([name]) => name.startsWith('not '))
			.every(([name, values]) => name in before && gone(values, before[name]).length === 0)
	);
}

/** What is not as it was in a parameter that is still there. */
function changesOf(before: Kept, now: Kept): string[] {
	const changes: string[] = [];
	if (now.type !== before.type) changes.push(`has the type ${now.type} and not ${before.type}`);
	if (!isDeepStrictEqual(now.default, before.default))
		changes.push(`has the default ${shown(now.default)} and not ${shown(before.default)}`);
	// A list without values is one that the service fills.
	if (before.values) {
		for (const value of gone(before.values, now.values))
			changes.push(`has lost the value ${shown(value)}`);
	}
	for (const [mode, taken] of Object.entries(before.modes ?? {})) {
		if (now.modes?.[mode] === undefined) changes.push(`has lost the mode '${mode}'`);
		else if (now.modes[mode] !== taken)
			changes.push(`takes ${now.modes[mode]} and not ${taken} out of the mode '${mode}'`);
	}
	if (now.required && !before.required) changes.push('is now required');
	if (now.multiple !== before.multiple) changes.push('takes one value or many, unlike before');
	return changes;
}

/** Why a parameter cannot be read as it was, where it cannot; each place in `now` can take its part. */
function troubleOf(before: Kept, now: Kept[]): string[] {
	const same = now.filter(({ path }) => path === before.path);
	if (same.length === 0) return ['is gone'];
	const seen = same.filter(({ when }) => isShownAsBefore(before.when, when));
	if (seen.length === 0)
		return [
			`is shown for ${same.map(({ when }) => shown(when)).join(' or ')} and not for ${shown(before.when)}`,
		];
	const changes = seen.map((each) => changesOf(before, each));
	return changes.find(({ length }) => length === 0) ?? changes[0];
}

/** Sentences about the parameters of a node or credential; each once, with the forms it is true of. */
function compareForms(name: string, before: KeptForms, now: KeptForms): string[] {
	const found = new Map<string, string[]>();
	const note = (sentence: string, form: string) =>
		found.set(sentence, [...(found.get(sentence) ?? []), form]);
	for (const form of Object.keys(before.forms)) {
		if (!(form in now.forms)) {
			note(`${name}: there is no '${form}' any more`, form);
			continue;
		}
		const [old, present] = [parametersOf(before, form), parametersOf(now, form)];
		for (const each of old)
			for (const trouble of troubleOf(each, present))
				note(`${name}: '${each.path}' ${trouble}`, form);
		const paths = new Set(old.map(({ path }) => path));
		for (const { path, required, default: value } of present)
			if (
				required &&
				!path.includes('.') &&
				!paths.has(path) &&
				['', undefined].includes(value as '')
			)
				note(`${name}: '${path}' is new and required, and saved workflows have none`, form);
	}
	return [...found].map(([sentence, forms]) => {
		const [first, ...others] = forms;
		if (sentence.includes(`'${first}'`) || first === '') return `${sentence}.`;
		const more = others.length > 0 ? ` and ${others.length} more` : '';
		return `${sentence}, in ${first}${more}.`;
	});
}

function compareNode(name: string, before: KeptNode, now: KeptNode | undefined): string[] {
	if (now === undefined) return [`The node ${name}, version ${before.version}, is gone.`];
	return [
		...gone(before.credentials, now.credentials).map(
			(each) => `${name}: the credential ${String(each)} is gone.`,
		),
		...gone(before.webhooks, now.webhooks).map(
			(each) => `${name}: the webhook '${String(each)}' is gone.`,
		),
		...compareForms(name, before, now),
	];
}

/**
 * What saved workflows of a release miss today, in sentences; none where all is well.
 * @param nodeNow what the package offers of a node in the version that the release had
 */
export function lost(
	before: KeptRelease,
	now: KeptRelease,
	nodeNow: (name: string, version: number) => KeptNode | undefined,
): string[] {
	const renamed =
		before.package === now.package
			? []
			: [`The package is ${now.package} and not ${before.package}.`];
	return [
		...renamed,
		...Object.entries(before.nodes).flatMap(([name, node]) =>
			compareNode(name, node, nodeNow(name, node.version)),
		),
		...Object.entries(before.addresses)
			.filter(([form, path]) => now.addresses[form] !== path)
			.map(
				([form, path]) => `${form} goes to ${now.addresses[form] ?? 'nowhere'} and not to ${path}.`,
			),
		...Object.entries(before.credentials).flatMap(([name, credential]) =>
			now.credentials[name]
				? compareForms(name, credential, now.credentials[name])
				: [`The credential ${name} is gone.`],
		),
	];
}
