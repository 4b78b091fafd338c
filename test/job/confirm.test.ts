import type { Trouble } from '../../nodes/StableDiffusion/api/advice';
import { ask, confirm, type Word } from '../../nodes/StableDiffusion/job/confirm';
import {
	JobError,
	Verdict,
	type Finished,
	type Open,
	type Ticket,
} from '../../nodes/StableDiffusion/job/job';

const ticket: Ticket = { id: '17', first: {} };
const done: Finished = {
	state: 'finished',
	id: '17',
	output: [],
	first: {},
	last: {},
	status: 200,
};
const open: Open = { state: 'open', ticket };
const verdict = (trouble: Trouble): Verdict => new Verdict(trouble, { id: '17' });
const trouble = (trouble: Trouble): JobError => new JobError(trouble, { id: '17' });

const finished: Word = { state: 'finished', job: done };
const running: Word = { state: 'running', job: open };
const unknown: Word = { state: 'unknown' };
const failed = (why: JobError): Word => ({ state: 'failed', why });
const silent = (why: JobError): Word => ({ state: 'silent', why });

describe('What a callback names is asked about at one place after another', () => {
	type Answer = Finished | Open | Error;

	/** Asks at as many places as there are answers. */
	async function asked(...answers: Answer[]): Promise<{ word: Word; places: number }> {
		const tickets = answers.map((_, nth): Ticket => ({ ...ticket, id: `${nth}` }));
		let places = 0;
		const word = await ask(tickets, async ({ id }) => {
			expect(id).toBe(`${places++}`);
			const answer = await Promise.resolve(answers[Number(id)]);
			if (answer instanceof Error) throw answer;
			return answer;
		});
		return { word, places };
	}

	const failure = verdict('jobFailed');
	const otherFailure = verdict('blocked');
	const lost = verdict('unknownJob');
	const busy = trouble('server');
	const slow = trouble('limit');
	const key = trouble('key');
	const cases: Array<[string, Answer[], Word, number]> = [
		['finished at the first', [done, failure], finished, 1],
		['finished where it is known', [lost, done, failure], finished, 2],
		['running where it is known', [lost, lost, open, done], running, 3],
		['finished at one although another says that it failed', [failure, done], finished, 2],
		['running at one although another says that it failed', [failure, open], running, 2],
		['finished at one although another is in trouble', [busy, done], finished, 2],
		['failed where nobody says otherwise', [lost, failure, lost], failed(failure), 3],
		['failed for the first reason of two', [failure, otherFailure], failed(failure), 2],
		['unknown everywhere', [lost, lost], unknown, 2],
		[
			'unknown, whether the job, the address or the plan is missing',
			[
				verdict('unknownJob'),
				trouble('unknownJob'),
				verdict('route'),
				trouble('noAddress'),
				verdict('plan'),
			],
			unknown,
			5,
		],
		['unknown where there is no place', [], unknown, 0],
		[
			'silent where one is in trouble and the others do not know',
			[lost, busy, lost],
			silent(busy),
			3,
		],
		['silent by the first trouble of two', [busy, slow], silent(busy), 2],
		['silent at once where the key is refused', [key, done], silent(key), 1],
		['silent by the key, whatever was said before', [failure, busy, key, done], silent(key), 3],
	];
	test.each(cases)('%s', async (_, answers, word, places) => {
		const told = await asked(...answers);
		expect(told).toEqual({ word, places });
		// Errors that look alike are not the same.
		if ('why' in word) expect((told.word as { why: JobError }).why).toBe(word.why);
	});
	test('what is no word on a job is thrown on', async () => {
		const fault = new TypeError('not ours');
		await expect(asked(lost, fault, done)).rejects.toBe(fault);
	});
});

describe('A claim', () => {
	/** Confirms with these words in turn, the last one again and again. */
	async function confirmed(claimsEnd: boolean, ...words: Word[]) {
		const pauses: number[] = [];
		let asked = 0;
		const word = await confirm(
			async () => await Promise.resolve(words[Math.min(asked++, words.length - 1)]),
			claimsEnd,
			async (ms) => {
				pauses.push(ms);
				await Promise.resolve();
			},
		);
		expect(asked).toBe(pauses.length + 1);
		return { word, pauses };
	}

	const failure = failed(verdict('jobFailed'));
	const busy = silent(trouble('server'));
	const bad = silent(trouble('key'));
	const allPauses = [2_000, 5_000, 10_000, 20_000, 40_000, 60_000];

	test.each<[string, boolean, Word[], Word, number[]]>([
		['of an end, confirmed at once', true, [finished], finished, []],
		['of an end, confirmed as a failure', true, [failure], failure, []],
		[
			'of an end, confirmed after a moment',
			true,
			[running, unknown, finished],
			finished,
			[2_000, 4_000],
		],
		['of an end, while it is running', true, [running], running, [2_000, 4_000]],
		['of an end, unknown', true, [unknown], unknown, [2_000, 4_000]],
		['of an end, unknown and then running', true, [unknown, running], running, [2_000, 4_000]],
		['that something is running', false, [running, finished], running, []],
		['that something is running, unknown', false, [unknown, finished], unknown, []],
		['that something is running, while it has ended', false, [finished], finished, []],
	])('%s', async (_, claimsEnd, words, word, pauses) => {
		expect(await confirmed(claimsEnd, ...words)).toEqual({ word, pauses });
	});
	describe.each([true, false])('whether it is of an end or not (%p)', (claimsEnd) => {
		test('is tried again while nobody answers, then given up', async () => {
			expect(await confirmed(claimsEnd, busy)).toEqual({ word: busy, pauses: allPauses });
		});
		test.each(['limit', 'noConnection', 'unreadable'] as const)(
			'is confirmed when the service is itself again: after %s',
			async (cause) => {
				const word = await confirmed(claimsEnd, silent(trouble(cause)), busy, finished);
				expect(word).toEqual({ word: finished, pauses: [2_000, 5_000] });
			},
		);
		test('is given up at once where the key is refused', async () => {
			expect(await confirmed(claimsEnd, bad)).toEqual({ word: bad, pauses: [] });
			expect(await confirmed(claimsEnd, busy, bad)).toEqual({ word: bad, pauses: [2_000] });
		});
	});
	test('has its silences and its denials counted apart', async () => {
		const words = [busy, running, busy, unknown, busy, running];
		expect(await confirmed(true, ...words)).toEqual({
			word: running,
			pauses: [2_000, 2_000, 5_000, 4_000, 10_000],
		});
	});
	test('ends in what the asking throws', async () => {
		const fault = new TypeError('not ours');
		const once = async (): Promise<Word> => await Promise.reject(fault);
		await expect(confirm(once, true, async () => {})).rejects.toBe(fault);
	});
});

test('a failure at one place and trouble at another are asked about again; the failure counts if no more comes', async () => {
	const why = new Verdict('jobFailed', { id: '17' });
	const trouble = new JobError('server', { id: '17' });
	const tickets: Ticket[] = [
		{ id: '17', family: 'images', first: {} },
		{ id: '17', family: 'video', first: {} },
	];
	const once = async () =>
		await ask(
			tickets,
			async ({ family }) => await Promise.reject(family === 'video' ? trouble : why),
		);
	expect(await once()).toMatchObject({ state: 'silent', why: trouble });
	expect(await confirm(once, true, async () => {})).toEqual({ state: 'failed', why });
});
