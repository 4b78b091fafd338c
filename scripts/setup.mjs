// @ts-check
// Makes a fresh clone ready: installs the project's packages when they are missing or out of date.
// Runs before anything is installed, so it uses Node alone.
import { dirname } from 'node:path';
import { installArgs, isInstalled, markInstalled, npm } from './lib/npm.mjs';
import { bold, during, report, say, step } from './lib/terminal.mjs';

const root = dirname(dirname(process.argv[1]));
const oldest = 20;
/** The scripts that print a table of steps, of which this is the first line. */
const withTable = ['start', 'demo'].includes(process.env.npm_lifecycle_event ?? '');

async function setup() {
	if (Number(process.versions.node.split('.')[0]) < oldest) {
		say(`Node.js ${oldest} or newer is needed; this is ${process.versions.node}.`);
		return 1;
	}
	if (withTable) say(bold('n8n-nodes-stable-diffusion-api'));
	if (isInstalled(root)) {
		if (withTable) step('packages').done();
		return 0;
	}
	await during('packages', async (line) => {
		await npm({
			args: installArgs,
			cwd: root,
			what: 'Installing the packages',
			onProgress: line.now,
		});
		markInstalled(root);
		line.done();
	});
	return 0;
}

setup().then(
	(code) => process.exit(code),
	(error) => {
		report(error);
		process.exit(1);
	},
);
