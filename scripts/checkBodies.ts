/**
 * npm run check:bodies -- FOLDER: reads a folder of bodies that the service prints or really sent, one JSON file each,
 * and compares what the node makes of them with what the end of the file's name says (`...-success.json`,
 * `...-processing.json`, `...-error-....json`, `...-failed-....json`). The bodies are not ours, so they are not here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, type Reply } from '../nodes/StableDiffusion/api/reply';

/** What a file's name promises; nothing for names that promise nothing (a policy, a list). */
function promised(name: string): Reply['state'] | undefined {
	if (/-error\b/.test(name)) return 'refused';
	if (/-(failed|failed-.*)$/.test(name)) return 'failed';
	if (/-processing(-\d+)?$/.test(name)) return 'running';
	return /-(success|ok|reply)$/.test(name) ? 'done' : undefined;
}

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
	console.log('check:bodies was not run: it wants the folder of the bodies as its argument.');
} else {
	let passed = 0;
	let failed = 0;
	for (const file of readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort()) {
		const name = file.replace(/\.json$/, '');
		const state = promised(name);
		if (state === undefined) continue;
		const body: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
		// A reply without a status is the answer of an endpoint that makes no job.
		const reply = read({ status: 200, body }, name.endsWith('-reply') ? 'answer' : 'job');
		if (reply.state === state) passed += 1;
		else {
			failed += 1;
			console.error(`${name}: read as ${reply.state}, the name says ${state}`);
		}
	}
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}
