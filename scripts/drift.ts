/**
 * npm run drift -- FOLDER: compares the registry with the service's own descriptions, a folder of OpenAPI files.
 * They are not ours, so they are not here. Says every difference that drift/known.ts does not explain.
 *
 * --to FILE  writes the differences there as well, a line each
 */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { endpoints } from '../nodes/StableDiffusion/endpoints';
import { leftOut } from '../nodes/StableDiffusion/endpoints/leftOut';
import { compare } from './drift/compare';
import type { Finding } from './drift/finding';
import { known } from './drift/known';
import { descriptions, undescribed } from './drift/known/undescribed';
import { readFolder } from './drift/openapi';
import { pairs } from './drift/pairs';
import { report, Trouble } from './lib/terminal.mjs';

const notRun = 2;

function line({ path, field, what, ours, theirs, by }: Finding): string {
	const subject = field === undefined ? path : `${path} ${field}`;
	return `${subject}: ${what}: ours ${ours}, the service's ${theirs} (${by.join('; ')})`;
}

/** A description that has lost its calls would otherwise pass for one that agrees. */
const emptyFile = (name: string): Finding => ({
	path: name,
	what: 'file',
	ours: 'calls',
	theirs: 'none',
	by: [name],
});

function run(folder: string | undefined, to: string | undefined): number {
	if (!folder || !existsSync(folder) || !statSync(folder).isDirectory()) {
		console.log('drift was not run: it wants a folder of OpenAPI files (JSON) as its argument.');
		console.log('usage: npm run drift -- FOLDER [--to FILE]');
		return notRun;
	}
	const files = readFolder(folder);
	if (files.size === 0) {
		console.log(`drift was not run: no OpenAPI file (JSON) is in ${folder}.`);
		return notRun;
	}
	const whole = descriptions.every((name) => files.has(name));
	const result = compare(endpoints, [...files.values()].flat(), {
		known,
		leftOut,
		pairs,
		...(whole && { undescribed }),
	});
	const empty = [...files]
		.filter(([, calls]) => calls.length === 0)
		.map(([name]) => emptyFile(name));
	const findings = [...empty, ...result.findings];
	for (const finding of findings) console.error(line(finding));
	if (to !== undefined) writeFileSync(to, findings.map((finding) => `${line(finding)}\n`).join(''));
	console.log(`files read                ${files.size}`);
	console.log(`endpoints covered         ${result.covered}`);
	console.log(`left out on purpose       ${result.leftOut}`);
	console.log(`not described by any file ${result.undescribed}`);
	if (!whole) console.log('  not judged: not all of the known files are here');
	console.log(`fields compared           ${result.fields}`);
	console.log(`known differences         ${result.known}`);
	console.log(`  not judged here         ${result.notJudged}`);
	console.log(`${result.passed} passed, ${findings.length} failed`);
	return findings.length === 0 ? 0 : 1;
}

try {
	const { positionals, values } = parseArgs({
		allowPositionals: true,
		options: { to: { type: 'string' } },
	});
	process.exitCode = run(positionals[0], values.to);
} catch (error) {
	report(error instanceof SyntaxError ? new Trouble(error.message) : error);
	process.exitCode = 1;
}
