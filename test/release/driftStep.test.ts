import { bodyOf, findingsOf, stepFor, type Issue } from '../../scripts/release/driftStep';

const findings = ['/toast width: default: ours 1, theirs 2', '/toast colour: unknown'];
const issue = (state: Issue['state'], lines: string[]): Issue => ({
	number: 7,
	state,
	body: bodyOf(lines),
});

describe('The issue about drift', () => {
	test('tells its findings so that they can be read again, whatever they hold', () => {
		expect(findingsOf(bodyOf(findings))).toEqual(findings);
		expect(findingsOf(bodyOf(findings).replaceAll('\n', '\r\n'))).toEqual(findings);
		expect(findingsOf(bodyOf(['a ``` b']))).toEqual(["a ''' b"]);
	});

	test('stays short enough for GitHub', () => {
		const body = bodyOf(Array.from({ length: 5000 }, (_, line) => `${line} ${'x'.repeat(100)}`));
		expect(body.length).toBeLessThan(65_536);
		expect(body).toMatch(/and \d+ more/);
	});

	test('is opened when there is none', () => {
		expect(stepFor(findings, undefined)).toEqual({ do: 'open', body: bodyOf(findings) });
	});

	test('is left alone while nothing else is found, open or closed', () => {
		expect(stepFor(findings, issue('OPEN', findings))).toEqual({ do: 'nothing' });
		expect(stepFor(findings, issue('CLOSED', findings))).toEqual({ do: 'nothing' });
		expect(stepFor([findings[0]], issue('CLOSED', findings))).toEqual({ do: 'nothing' });
	});

	test('is brought up to date, with what is new and what is gone', () => {
		const step = stepFor([findings[0], 'new'], issue('OPEN', findings));
		expect(step).toMatchObject({ do: 'update', number: 7, body: bodyOf([findings[0], 'new']) });
		const { comment } = step as { comment: string };
		expect(comment).toMatch(/^New:\n\n```text\nnew\n```/);
		expect(comment).toContain(`No longer there:\n\n\`\`\`text\n${findings[1]}\n`);
	});

	test('is opened anew when something is found that the closed one does not tell', () => {
		const step = stepFor([...findings, 'new'], issue('CLOSED', findings));
		expect(step).toMatchObject({ do: 'open' });
	});

	test('is closed when nothing is found, and not opened', () => {
		expect(stepFor([], issue('OPEN', findings))).toMatchObject({ do: 'close', number: 7 });
		expect(stepFor([], issue('CLOSED', findings))).toEqual({ do: 'nothing' });
		expect(stepFor([], undefined)).toEqual({ do: 'nothing' });
	});
});
