/**
 * npm run coverage: writes docs/coverage.md, which of the service's addresses the node reaches and how, out of
 * what the node itself is made of. With --check nothing is written; it fails where the page is not up to date.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { endpoints, resources } from '../nodes/StableDiffusion/endpoints';
import { leftOut } from '../nodes/StableDiffusion/endpoints/leftOut';
import { coveragePage } from './coverage/page';
import { root } from './lib/paths';

export const pageFile = join(root, 'docs', 'coverage.md');

/** The page as it has to be now. */
export const currentPage = (): string => coveragePage(resources, endpoints, leftOut);

if (require.main === module) {
	const page = currentPage();
	const name = relative(root, pageFile);
	const current = existsSync(pageFile) && readFileSync(pageFile, 'utf8') === page;
	if (process.argv.includes('--check')) {
		console.log(current ? `${name} is up to date` : `${name} is stale: npm run coverage`);
		process.exitCode = current ? 0 : 1;
	} else {
		mkdirSync(dirname(pageFile), { recursive: true });
		writeFileSync(pageFile, page);
		console.log(`${name} ${current ? 'was up to date' : 'written'}`);
	}
}
