/** n8n's linter and n8n's scanner. */
import { complaintsOfLinter, rulesSwitchedOff } from './linter';
import { sources, type Chapter } from './rule';
import { scanArtifact, scanSource } from './scanner';
import { packed } from './tarball';

export const linterChapter: Chapter = {
	heading: 'Verified: linter and scanner',
	rules: [
		{
			rule: "n8n's linter has nothing to say about package.json, nodes and credentials, exceptions in the code not counting",
			source: sources.lint,
			check: ({ root }) => complaintsOfLinter(root),
		},
		{
			rule: 'Every rule that n8n-node lint applies is switched on, as an error where it is one',
			source: sources.lint,
			check: ({ root }) => rulesSwitchedOff(root),
		},
		{
			rule: "n8n's scanner passes the source",
			source: sources.verification,
			check: ({ root }) => scanSource(root),
		},
		{
			rule: "n8n's scanner passes the packed package",
			source: sources.verification,
			check: async ({ root }) => await scanArtifact((await packed(root)).folder),
		},
	],
};
