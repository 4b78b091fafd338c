import { endOnSignals, finish } from '../../scripts/lib/shutdown';
import { prepare } from '../../scripts/lib/steps';
import { report, say } from '../../scripts/lib/terminal.mjs';
import { measureOverhead } from './overhead';

async function main(): Promise<void> {
	endOnSignals();
	const n8n = await prepare();
	say(JSON.stringify(await measureOverhead(n8n, say), undefined, 2));
}

main().then(
	() => finish(0),
	(error) => {
		report(error);
		return finish(1);
	},
);
