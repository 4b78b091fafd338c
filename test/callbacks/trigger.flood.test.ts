/** Many at once. */
import { tells } from './tally';
import { evil, openScene, speed, type Scene } from './triggerScene';
import { until } from '../support/until';

tells();

let scene: Scene;
beforeAll(async () => {
	scene = await openScene();
});
afterEach(async () => expect(await scene.clean()).toEqual([]));
afterAll(async () => await scene.close());

const good = { accepted: 0, lost: 0 };
const lie = (id: number) => JSON.stringify({ status: 'success', id, output: [evil] });
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

test('10,000 callbacks of a running job make few questions, and its end makes one run', async () => {
	// With the pauses as they really are.
	speed(1);
	const ear = await scene.listen();
	const id = await ear.submit();
	const began = Date.now();
	expect(await ear.flood(times(10_000).map(() => lie(id)))).toEqual({ 200: 10_000 });
	const seconds = (Date.now() - began) / 1_000;
	// Three questions, at 0, 2 and 6 seconds, then a second of rest.
	const asked = scene.sandbox.books.job(id)?.asked ?? NaN;
	expect(asked).toBeGreaterThan(0);
	expect(asked).toBeLessThanOrEqual(3 * Math.ceil(seconds / 7));
	expect(ear.runs).toEqual([]);
	await scene.finish(id);
	expect(ear.first).toMatchObject([{ id: String(id), url: scene.links(id)[0] }]);
	expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
});

test('300 at once for jobs that never were: some are told to come later, and then all is as before', async () => {
	speed(100);
	const ear = await scene.listen({ families: ['voice', 'images'] });
	const id = await ear.submit();
	const codes = await ear.flood(times(300).map((index) => lie(index + 1)));
	expect(Object.keys(codes)).toEqual(['200', '503']);
	expect(codes[200]).toBeGreaterThanOrEqual(200);
	await scene.stage.idle();
	expect(ear.runs).toEqual([]);
	await scene.finish(id);
	expect(ear.tally([id])).toEqual({ ...good, delivered: 1 });
});

test('what comes within a flood and is true is told to come later, or starts its run', async () => {
	speed(100);
	const families = ['images'];
	const [ear, other] = [await scene.listen({ families }), await scene.listen({ families })];
	const ids = await Promise.all(times(5).map(async () => await other.submit()));
	const forged = ear.flood(times(250).map((index) => lie(index + 1)));
	await until(() => scene.sandbox.books.count({ kind: 'fetch' }) > 20);
	for (const id of ids) scene.sandbox.finish(id);
	await forged;
	await scene.quiet();
	const codes = scene.sandbox.books.callbacks.map(({ job, code }) => [job, code]);
	const taken = codes.filter(([, code]) => code === 200).map(([job]) => Number(job));
	const refused = codes.filter(([, code]) => code === 503).map(([job]) => Number(job));
	expect([...taken, ...refused].sort()).toEqual(ids);
	expect(other.first.map(({ id }) => Number(id)).sort()).toEqual(taken.sort());
	for (const id of refused) await scene.tell(id);
	expect(other.tally(ids)).toEqual({ ...good, delivered: 5 });
	expect(ear.tally([])).toEqual({ ...good, delivered: 0 });
});

test('a flood at one trigger does not turn away who knows the secret of another', async () => {
	speed(100);
	const ear = await scene.listen({ families: ['images'] });
	const guarded = await scene.listen({ families: ['images'], secret: 's' });
	const id = await guarded.submit({ webhook: `${guarded.url}?secret=s` });
	// The service takes its time with those that never were, so that the flood is still there.
	scene.sandbox.options.slowSeconds = 2;
	scene.sandbox.next({ match: /\/fetch\/\d{1,3}$/, fault: 'slow', times: 250 });
	await ear.flood(times(250).map((index) => lie(index + 1)));
	await scene.finish(id);
	const [forged, real] = [ear.tally([]), guarded.tally([id])];
	expect(scene.sandbox.books.callbacks.map(({ job, code }) => [job, code])).toEqual([[id, 200]]);
	expect(forged).toEqual({ ...good, delivered: 0 });
	expect(real).toEqual({ ...good, delivered: 1 });
});
