/**
 * npm run docs: writes what the documentation says of the node out of what the node is made of: which addresses
 * it reaches (docs/coverage.md), all that it says when something goes wrong (docs/errors.md), and the README's
 * table of operations. With --check nothing is written; it fails where one of them is not up to date.
 */
import { writeFileSync } from 'node:fs';
import { stateOf, written } from './docs/written';
import { report } from './lib/terminal.mjs';

async function main(isCheck: boolean): Promise<void> {
	for (const each of written) {
		const { path, now, due } = await stateOf(each);
		const isCurrent = now === due;
		if (!isCurrent && isCheck) process.exitCode = 1;
		if (!isCurrent && !isCheck) writeFileSync(path, due);
		const news = isCheck ? 'is stale: npm run docs' : 'written';
		console.log(`${each.file} ${isCurrent ? 'is up to date' : news}`);
	}
}

main(process.argv.includes('--check')).catch((error: unknown) => {
	report(error);
	process.exitCode = 1;
});
