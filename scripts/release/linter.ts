/** n8n's linter, as `n8n-node lint` runs it, on what is shipped. */
import { relative } from 'node:path';
import { ESLint, type Linter } from 'eslint';

type Severity = 'off' | 'warn' | 'error' | 0 | 1 | 2;
type RuleSet = Record<string, Severity | [Severity, ...unknown[]]>;

const level = (entry: RuleSet[string] | undefined): number => {
	const severity = Array.isArray(entry) ? entry[0] : entry;
	return severity === 'error' || severity === 2 ? 2 : severity === 'warn' || severity === 1 ? 1 : 0;
};

const shipped = ['package.json', 'nodes/**/*.ts', 'credentials/**/*.ts'];

/** Every message of the linter. */
export async function complaintsOfLinter(root: string): Promise<string[]> {
	const linter = new ESLint({ cwd: root, allowInlineConfig: false });
	const results = await linter.lintFiles(shipped);
	return results.flatMap(({ filePath, messages }) =>
		messages.map(
			({ line, ruleId, message }) => `${relative(root, filePath)}:${line}: ${message} (${ruleId})`,
		),
	);
}

/** Rules of eslint-plugin-n8n-nodes-base that @n8n/node-cli itself switches off: later rules do their work. */
const superseded = new Set([
	'n8n-nodes-base/cred-class-field-documentation-url-miscased',
	'n8n-nodes-base/cred-class-field-type-options-password-missing',
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node',
	'n8n-nodes-base/node-class-description-outputs-wrong',
	'n8n-nodes-base/node-param-type-options-max-value-present',
]);

/** The sets of rules that n8n applies, each with a file that it is for. */
async function wanted(): Promise<Array<[file: string, rules: RuleSet]>> {
	const { n8nCommunityNodesPlugin } = (await import('@n8n/eslint-plugin-community-nodes')) as {
		n8nCommunityNodesPlugin: { configs: Record<string, { rules: RuleSet }> };
	};
	const base = (await import(
		// @ts-expect-error -- the plugin ships no types
		'eslint-plugin-n8n-nodes-base'
	)) as { default: { configs: Record<string, { rules: RuleSet }> } };
	const community = n8nCommunityNodesPlugin.configs.recommended.rules;
	const { configs } = base.default;
	return [
		['package.json', { ...community, ...configs.community.rules }],
		['nodes/X/X.node.ts', { ...community, ...configs.nodes.rules }],
		['credentials/X.credentials.ts', { ...community, ...configs.credentials.rules }],
	];
}

/** Rules that n8n applies and the project's own configuration does not, or less severely. */
export async function rulesSwitchedOff(root: string): Promise<string[]> {
	const linter = new ESLint({ cwd: root });
	const found: string[] = [];
	for (const [file, rules] of await wanted()) {
		const { rules: own = {} } = (await linter.calculateConfigForFile(file)) as Linter.Config;
		for (const [name, entry] of Object.entries(rules)) {
			if (superseded.has(name)) continue;
			if (level(own[name] as RuleSet[string]) < level(entry)) found.push(`${file}: ${name} is off`);
		}
	}
	return found;
}
