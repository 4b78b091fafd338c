import { families, type FamilyName } from '../../nodes/StableDiffusion/api/families';
import {
	familiesOf,
	type Endpoint,
	type Resource,
} from '../../nodes/StableDiffusion/endpoints/endpoint';
import type { LeftOut } from '../../nodes/StableDiffusion/endpoints/leftOut';
import { enterpriseTable } from './enterprise';
import { byText, code, table } from './markdown';

/** The coverage page. Pure, and the same text for the same data: everything is sorted. */

const operationRows = (endpoint: Endpoint): string[][] =>
	familiesOf(endpoint).map((family) => [
		endpoint.name,
		families[family].displayName,
		code(endpoint.variants[family] ?? ''),
		endpoint.method ?? 'POST',
	]);

function resourceSection({ value, name, description }: Resource, endpoints: readonly Endpoint[]) {
	const own = endpoints.filter(({ resource }) => resource === value);
	const rows = own.flatMap(operationRows).sort(byText);
	return [`## ${name}`, `${description}.`, table(['Operation', 'API', 'Path', 'Method'], rows)];
}

/** Where results are asked for, by address: several APIs can share one. */
function fetchRows(): string[][] {
	const rows = new Map<string, { names: string[]; id: string }>();
	for (const family of Object.keys(families) as FamilyName[]) {
		const { fetch, displayName } = families[family];
		if (fetch === undefined) continue;
		const path = fetch.id === 'path' ? `${fetch.path}/{id}` : fetch.path;
		const id = fetch.id === 'path' ? 'in the path' : '`request_id` in the body';
		rows.set(path, { names: [...(rows.get(path)?.names ?? []), displayName], id });
	}
	return [...rows]
		.map(([path, { names, id }]) => [names.sort().join(', '), code(path), id])
		.sort(byText);
}

/** What Result > Fetch covers stands in a table of its own. */
function leftOutRows(leftOut: readonly LeftOut[]): string[][] {
	const fetched = new Set(fetchRows().map(([, path]) => path));
	return leftOut
		.filter(({ path }) => !fetched.has(code(path)))
		.map(({ path, reason, reach }) => [code(path), reason, reach ?? 'nothing'])
		.sort(byText);
}

export function coveragePage(
	resources: readonly Resource[],
	endpoints: readonly Endpoint[],
	leftOut: readonly LeftOut[],
): string {
	const paths = new Set(endpoints.flatMap(({ variants }) => Object.values(variants)));
	const sections = [...resources]
		.sort((a, b) => byText([a.name], [b.name]))
		.flatMap((resource) => resourceSection(resource, endpoints));
	return `${[
		'# What of the service the node covers',
		'Written by `npm run docs` out of what the node is made of; a test fails when it is not up to date.',
		`${endpoints.length} operations reach ${paths.size} addresses. Results are asked for at ${fetchRows().length} more, and Custom Request takes any other path.`,
		...sections,
		'## Result',
		'Fetch asks for the result of a job that was submitted before, by its ID. Every call is a POST.',
		table(['API', 'Path', 'ID'], fetchRows()),
		'## Custom Request',
		'Any path below `/api/`, with a JSON body of your own and the same care: the key stays in the credential, and a job is waited for and its files are handed over.',
		"## Enterprise, the list of the service's documentation",
		'Every entry of the list that the service prints for its enterprise API, and what covers it.',
		enterpriseTable(resources, endpoints),
		'## Left out',
		'No operation of its own, and why. `*` stands for everything that follows.',
		table(['Path', 'Why', 'Reached by'], leftOutRows(leftOut)),
	].join('\n\n')}\n`;
}
