/**
 * npm run drift -- FOLDER: compares the registry with the service's own descriptions, a folder of OpenAPI files.
 * They are not ours, so they are not here. Says every difference that drift/known.ts does not explain.
 */
import { existsSync, statSync } from 'node:fs';
import { endpoints } from '../nodes/StableDiffusion/endpoints';
import { leftOut } from '../nodes/StableDiffusion/endpoints/leftOut';
import { compare, type Finding } from './drift/compare';
import { known } from './drift/known';
import { readFolder } from './drift/openapi';
import { report, Trouble } from './lib/terminal.mjs';

const notRun = 2;

function line({ path, field, what, ours, theirs, by }: Finding): string {
	const subject = field === undefined ? path : `${path} ${field}`;
	return `${subject}: ${what}: ours ${ours}, the service's ${theirs} (${by.join('; ')})`;
}

function run(folder: string | undefined): number {
	if (!folder || !existsSync(folder) || !statSync(folder).isDirectory()) {
		console.log('drift was not run: it wants a folder of OpenAPI files (JSON) as its argument.');
		console.log('usage: npm run drift -- FOLDER');
		return notRun;
	}
	const files = readFolder(folder);
	if (files.size === 0) {
		console.log(`drift was not run: no OpenAPI file (JSON) is in ${folder}.`);
		return notRun;
	}
	const result = compare(endpoints, [...files.values()].flat(), known, leftOut);
	for (const finding of result.findings) console.error(line(finding));
	console.log(`files read                ${files.size}`);
	console.log(`endpoints covered         ${result.covered}`);
	console.log(`left out on purpose       ${result.leftOut}`);
	console.log(`not described by any file ${result.undescribed}`);
	console.log(`fields compared           ${result.fields}`);
	console.log(`known differences         ${result.known}`);
	console.log(`  not judged here         ${result.notJudged}`);
	console.log(`${result.passed} passed, ${result.findings.length} failed`);
	return result.findings.length === 0 ? 0 : 1;
}

try {
	process.exitCode = run(process.argv[2]);
} catch (error) {
	report(error instanceof SyntaxError ? new Trouble(error.message) : error);
	process.exitCode = 1;
}
