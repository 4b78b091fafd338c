/**
 * n8n's own scanner of community packages, offline: it would fetch the published tarball and its attested
 * source; here it gets this checkout (source leg) and the tarball that `npm pack` makes of it (artifact leg).
 * Inline exceptions count for nothing in both.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

interface Verdict {
	passed: boolean;
	message?: string;
	details?: string;
}
interface Scanner {
	analyzePackage(folder: string, patterns: string[]): Promise<Verdict>;
	SOURCE_FILE_PATTERNS: string[];
}

const root = resolve(__dirname, '..');
const artifactPatterns = ['**/*.js', 'package.json'];

/** Packs the package and unpacks it into `folder`; gives the paths inside. */
function unpacked(folder: string): string[] {
	execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
		cwd: root,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
	execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder]);
	return readdirSync(join(folder, 'package'), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) =>
			join(entry.parentPath ?? entry.path, entry.name).slice(join(folder, 'package').length + 1),
		);
}

/** What must not be in a tarball, and what must. */
function complaints(files: string[]): string[] {
	const shipped = /^(dist\/|index\.js$|package\.json$|README\.md$|LICENSE(\.md)?$)/;
	const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	return [
		...files
			.filter((file) => !shipped.test(file))
			.map((file) => `${file} does not belong into the package`),
		...[...manifest.n8n.nodes, ...manifest.n8n.credentials]
			.filter((file) => !files.includes(file))
			.map((file) => `${file} is named in package.json and missing`),
	];
}

async function main(): Promise<void> {
	const { analyzePackage, SOURCE_FILE_PATTERNS } = (await import(
		// @ts-expect-error -- the scanner ships no types
		'@n8n/scan-community-package/scanner/scanner.mjs'
	)) as Scanner;
	const folder = mkdtempSync(join(tmpdir(), 'scan-'));
	try {
		const files = unpacked(folder);
		const wrong = complaints(files);
		for (const complaint of wrong) console.error(complaint);
		const legs: Array<[string, Verdict]> = [
			['source', await analyzePackage(root, SOURCE_FILE_PATTERNS)],
			['artifact', await analyzePackage(join(folder, 'package'), artifactPatterns)],
		];
		console.log(
			`packed files: ${files.length}${wrong.length === 0 ? ', all of them belong there' : ''}`,
		);
		for (const [leg, verdict] of legs) {
			console.log(
				`${leg} leg: ${verdict.passed ? 'passed' : `FAILED ${verdict.message ?? ''}\n${verdict.details ?? ''}`}`,
			);
		}
		process.exitCode = wrong.length === 0 && legs.every(([, { passed }]) => passed) ? 0 : 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

void main();
