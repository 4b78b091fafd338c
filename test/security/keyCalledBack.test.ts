/** The key is nowhere after a callback, whatever the service answers when it is asked: trigger, and parked executions. */
import * as park from '../callbacks/parkScene';
import * as trigger from '../callbacks/triggerScene';
import { key as parkKey } from '../support/n8n';
import {
	failed,
	finished,
	plainKey,
	redirected,
	refused,
	spelt,
	spikyKey,
	type Case,
	type Told,
} from './keyCases';
import { listen } from './keyLog';
import { Search } from './keySearch';

let said: ReturnType<typeof listen>;
beforeAll(() => (said = listen()));
afterAll(() => jest.restoreAllMocks());

/** Of what can be answered, what a stand-in of the service can send over real lines. */
const answers: Case[] = [0, 5].flatMap((turn) => [
	...refused(turn),
	...failed(turn),
	...redirected(turn),
	...finished.filter(({ name }) => !/in (the text of|what|its second)/.test(name)),
]);

/** The answer in the sandbox's own words; links lead to nobody on this machine. */
function scriptFor(each: Case, text: string, id: number, files: string) {
	const told = each.tell({ key: text, sent: { key: text }, mark: String(id) }) as Exclude<
		Told,
		{ fault: Error }
	>;
	const { status: code, headers } = told;
	const body = JSON.parse(
		JSON.stringify(told.body ?? '').replaceAll('https://files.example.test', files),
	) as object;
	return { code, body, ...(headers && { headers }) };
}

describe('The trigger', () => {
	let scene: trigger.Scene;
	beforeAll(async () => {
		scene = await trigger.openScene();
		trigger.speed(1_000);
	});
	afterAll(async () => await scene.close());

	test(`starts nothing and says nothing with it after any of ${answers.length} answers`, async () => {
		const finds: string[] = [];
		let asked = 0;
		let started = 0;
		for (const [turn, each] of answers.entries()) {
			const key = turn % 2 ? plainKey : spikyKey;
			scene.sandbox.options.keys = [{ key }];
			const [form, text] = spelt(key)[turn % spelt(key).length];
			const parameters = { secret: 's', options: { includeClaim: true } };
			const ear = await scene.listen(parameters, { credential: { apiKey: key } });
			const url = `${ear.url}?secret=s`;
			const id = await ear.submit({ key, webhook: url });
			scene.finishSilently(id);
			const answer = scriptFor(each, text, id, scene.stranger.url);
			scene.sandbox.next({ match: 'fetch', answer, times: 99 });
			await ear.forge(
				{ status: 'success', id, message: text, track_id: text, [text]: [text] },
				{ url },
			);
			await scene.quiet();
			asked += scene.asked(id).length > 0 ? 1 : 0;
			started += ear.runs.length;
			const stored = ear.trigger.ids.map((run) => scene.stage.stored(run));
			const memory = await scene.stage.staticData(ear.trigger.workflowId);
			const calls = scene.stranger.calls.splice(0);
			const all = [ear.runs, stored, memory, calls, ear.trigger.errors, said.take()];
			finds.push(...new Search(key).in(all, `${each.name} | ${form}`));
			scene.sandbox.clearNext();
			scene.sandbox.books.clear();
		}
		expect(finds).toEqual([]);
		expect(asked).toBe(answers.length);
		expect(started).toBeGreaterThan(answers.length / 3);
	});

	test('says nothing with it where the link of a file leads to no web address', async () => {
		const key = plainKey;
		scene.sandbox.options.keys = [{ key }];
		const ear = await scene.listen({}, { credential: { apiKey: key } });
		const id = await ear.submit({ key });
		scene.finishSilently(id);
		const { pathname } = new URL(scene.links(id)[0]);
		const headers = { location: `key:${key}/${key}` };
		scene.sandbox.next({ match: pathname, answer: { code: 302, body: '', headers }, times: 9 });
		await ear.forge({ status: 'success', id });
		await scene.quiet();
		expect(ear.first).toMatchObject([{ message: expect.stringContaining('no web address') }]);
		const stored = ear.trigger.ids.map((run) => scene.stage.stored(run));
		expect(new Search(key).in([ear.runs, stored, said.take()], 'trigger')).toEqual([]);
	});
});

describe('A parked execution', () => {
	const scene = park.openScene();
	// A file that is not there is asked for again and again, and a parked execution has no other clock.
	const tellable = answers.filter(
		({ name }, index) => index % 2 === 0 && !/^success.*(path|query|name)|seed/.test(name),
	);

	test(`goes on without it after any of ${tellable.length} answers`, async () => {
		const search = new Search(parkKey);
		const story = async (each: Case, turn: number): Promise<string[]> => {
			const parked = await scene.park({ prompts: ['a boat'] });
			const [{ id }] = parked.jobs;
			const [form, text] = spelt(parkKey)[turn % spelt(parkKey).length];
			const answer = scriptFor(each, text, id, scene.sandbox.url);
			const question = `/api/v6/images/fetch/${id}`;
			scene.sandbox.next({ match: question, answer });
			await parked.end(0);
			const { requests } = scene.sandbox.books;
			expect(requests.filter(({ path }) => path === question)).toHaveLength(1);
			if (scene.stage.status(parked.id) === 'waiting') await parked.call(0);
			await scene.stage.until(parked.id, 'success');
			const { items } = scene.stage.result(parked.id);
			return search.in([items, scene.stage.stored(parked.id)], `${each.name} | ${form}`);
		};
		const finds: string[] = [];
		for (const [turn, each] of tellable.entries()) finds.push(...(await story(each, turn)));
		expect([...finds, ...search.in(said.take(), 'log')]).toEqual([]);
	});
});
