/**
 * npm run scan: n8n's own scanner of community packages, offline, on this checkout and on the tarball that
 * `npm pack` makes of it; release:check asks it the same.
 */
import { root } from './lib/paths';
import { report } from './lib/terminal.mjs';
import { scanArtifact, scanSource } from './release/scanner';
import { packed } from './release/tarball';

async function scan(): Promise<number> {
	const { folder, files } = await packed(root);
	console.log(`packed files: ${files.length}`);
	const legs: Array<[string, string[]]> = [
		['source', await scanSource(root)],
		['artifact', await scanArtifact(folder)],
	];
	for (const [leg, complaints] of legs) {
		console.log(`${leg} leg: ${complaints.length === 0 ? 'passed' : 'FAILED'}`);
		for (const complaint of complaints) console.error(`  ${complaint}`);
	}
	return legs.every(([, complaints]) => complaints.length === 0) ? 0 : 1;
}

scan().then(
	(code) => (process.exitCode = code),
	(error: unknown) => {
		report(error);
		process.exitCode = 1;
	},
);
