/**
 * driftIssue.ts FILE: keeps one issue at GitHub with what npm run drift has found (a line each in FILE): opens it,
 * brings it up to date when something else is found, closes it when nothing is. For drift.yml; uses `gh`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { report, say, Trouble } from '../lib/terminal.mjs';
import { stepFor, type Issue, type Step } from './driftStep';

const label = 'drift';
const title = "The service's own descriptions have changed";

const gh = (args: readonly string[], input?: string): string =>
	execFileSync('gh', args, { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'inherit'] });

function newest(): Issue | undefined {
	const filter = ['--label', label, '--state', 'all', '--limit', '1'];
	const [issue] = JSON.parse(
		gh(['issue', 'list', ...filter, '--json', 'number,state,body']),
	) as Issue[];
	return issue;
}

function take(step: Step): void {
	const fromInput = ['--body-file', '-'];
	switch (step.do) {
		case 'open':
			gh(['label', 'create', label, '--force', '--description', 'The service has changed']);
			gh(['issue', 'create', '--title', title, '--label', label, ...fromInput], step.body);
			break;
		case 'update':
			gh(['issue', 'edit', String(step.number), ...fromInput], step.body);
			gh(['issue', 'comment', String(step.number), ...fromInput], step.comment);
			break;
		case 'close':
			gh(['issue', 'close', String(step.number), '--comment', step.comment]);
	}
	say(`${step.do}${'number' in step ? ` #${step.number}` : ''}`);
}

try {
	const [file] = process.argv.slice(2);
	if (file === undefined) throw new Trouble('It wants the file with the findings.');
	const findings = readFileSync(file, 'utf8')
		.split('\n')
		.filter((line) => line !== '');
	take(stepFor(findings, newest()));
} catch (error) {
	report(error);
	process.exitCode = 1;
}
