/** What kind of node it is, and for which service. */
import { basename } from 'node:path';
import { NotOffline, once, sources, unless, type Chapter } from './rule';
import type { Subject } from './subject';

/** One service: every address in the code and every credential belongs to it. */
function oneService({ nodes, credentials, compiled }: Subject): string[] {
	const names = credentials.map(({ type }) => type.name);
	const used = once(
		nodes.flatMap(({ type }) => (type.description.credentials ?? []).map(({ name }) => name)),
	);
	const home = credentials
		.flatMap(({ type }) => type.properties)
		.find(({ name }) => name === 'host')?.default;
	const domain = typeof home === 'string' ? new URL(home).hostname : '';
	const hosts = [...compiled].flatMap(([path, text]) =>
		[...text.matchAll(/https?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)].map(([, host]) => [
			host,
			path,
		]),
	);
	const known = (host: string): boolean =>
		[domain, 'example.com', 'amazonaws.com'].some(
			(name) => host === name || host.endsWith(`.${name}`),
		);
	return [
		...unless(names.length === 1, `there are ${names.length} credentials: ${names.join(', ')}`),
		...used.filter((name) => !names.includes(name)).map((name) => `a node uses ${name} of others`),
		...once(hosts.flatMap(([host, path]) => unless(known(host), `${path} names ${host}`))),
	];
}

const noFlowNodes = ({ nodes }: Subject): string[] =>
	nodes.flatMap(({ path, type: { description } }) =>
		unless(
			(description.credentials ?? []).some(({ required }) => required === true),
			`${basename(path)} asks no service, so it would be a node of logic`,
		),
	);

export const serviceChapter: Chapter = {
	heading: 'Verified: kind of node',
	rules: [
		{
			rule: 'The package integrates one service, with one credential',
			source: sources.verification,
			check: oneService,
		},
		{
			rule: 'No node that n8n or others have already does the same, and none that n8n sells',
			source: sources.verification,
			check: () =>
				new NotOffline(
					"Look in the node panel of the newest n8n, and on npm by the keyword, for the service's names.",
				),
		},
		{
			rule: 'Where a node is code and no routing, routing could not do it',
			source: sources.code,
			check: ({ nodes }) =>
				nodes.every(({ type }) => type.execute === undefined)
					? []
					: new NotOffline(
							'Say so when submitting: one operation is a submit, questions until the job is finished, and its files; routing sends one request for each item.',
						),
		},
		{
			rule: 'No node is only logic or flow control',
			source: sources.verification,
			check: noFlowNodes,
		},
	],
};
