/**
 * descriptions.ts FROM TO: copies the OpenAPI files of a checkout of the service's documentation into one folder,
 * by the names that npm run drift knows: `image-generation/flux/openapi.json` is `image-generation.flux.openapi.json`.
 */
import { existsSync } from 'node:fs';
import { report, say, Trouble } from '../lib/terminal.mjs';
import { gather } from './gather';

try {
	const [from, to] = process.argv.slice(2);
	if (to === undefined || !existsSync(from)) {
		throw new Trouble('It wants the folder of the documentation and one to copy to.');
	}
	const names = gather(from, to);
	if (names.length === 0) throw new Trouble(`No openapi.json is below ${from}.`);
	say(`${names.length} descriptions`);
} catch (error) {
	report(error);
	process.exitCode = 1;
}
