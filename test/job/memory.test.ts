import type { Finished, Ticket } from '../../nodes/StableDiffusion/job/job';
import { Memory } from '../../nodes/StableDiffusion/job/memory';

const ticket: Ticket = { id: '17', family: 'images', first: { id: 17 } };
const finished = (more: Partial<Finished> = {}): Finished => ({
	state: 'finished',
	id: '17',
	family: 'images',
	output: ['https://x.test/0.png'],
	first: { id: 17, eta: 3 },
	last: { status: 'success' },
	status: 200,
	...more,
});
/** What n8n does with a context between two tries. */
const stored = (store: Record<string, unknown>): Record<string, unknown> =>
	JSON.parse(JSON.stringify(store)) as Record<string, unknown>;

describe('The memory of a run', () => {
	test('gives the next try what the earlier one has bought', () => {
		const store = {};
		new Memory(store, 0).of(3, 'a').taken(ticket);
		expect(new Memory(stored(store), 0).of(3, 'a').kept).toEqual({ state: 'open', ticket });
		new Memory(store, 0).of(3, 'a').finished(finished());
		expect(new Memory(stored(store), 0).of(3, 'a').kept).toEqual({
			state: 'finished',
			job: finished(),
		});
	});
	test('tells items, runs and orders apart', () => {
		const store = {};
		new Memory(store, 0).of(3, 'a').taken(ticket);
		expect(new Memory(store, 0).of(2, 'a').kept).toBeUndefined();
		expect(new Memory(store, 1).of(3, 'a').kept).toBeUndefined();
		expect(new Memory(store, 0).of(3, 'b').kept).toBeUndefined();
	});
	test('knows from the moment of sending that something may have been bought', () => {
		const store = {};
		const entry = new Memory(store, 0).of(0, 'a');
		entry.sending();
		expect(new Memory(stored(store), 0).of(0, 'a').kept).toEqual({ state: 'inDoubt' });
		entry.doubt('noId', { reason: 'no name' });
		expect(new Memory(stored(store), 0).of(0, 'a').kept).toEqual({
			state: 'inDoubt',
			trouble: 'noId',
			facts: { reason: 'no name' },
		});
		entry.forget();
		expect(new Memory(stored(store), 0).of(0, 'a').kept).toBeUndefined();
	});
	test('keeps a large result as the job that can be asked for it', () => {
		const store = {};
		const large = finished({ last: { output: ['A'.repeat(30_000)] } });
		new Memory(store, 0).of(0, 'a').finished(large);
		expect(JSON.stringify(store).length).toBeLessThan(500);
		expect(new Memory(store, 0).of(0, 'a').kept).toMatchObject({
			state: 'open',
			ticket: { id: '17', family: 'images' },
		});
	});
	test.each([
		['has no name', { id: undefined }],
		['is of no family', { family: undefined }],
		['is of a family that hands out nothing later', { family: 'general' as const }],
	])('keeps a large result whole where it %s, because it cannot be asked for', (_, more) => {
		const store = {};
		const large = finished({ last: { output: ['A'.repeat(30_000)] }, ...more });
		new Memory(store, 0).of(0, 'a').finished(large);
		expect(new Memory(store, 0).of(0, 'a').kept).toEqual({ state: 'finished', job: large });
	});
	test('forgets its own run when that has ended well, and no other', () => {
		const store = {};
		new Memory(store, 1).of(0, 'a').taken(ticket);
		new Memory(store, 11).of(0, 'a').taken(ticket);
		new Memory(store, 1).clear();
		expect(new Memory(store, 1).of(0, 'a').kept).toBeUndefined();
		expect(new Memory(store, 11).of(0, 'a').kept).toBeDefined();
	});
	test('keeps nothing where there is no place for it', () => {
		const memory = new Memory(undefined, 0);
		memory.of(0, 'a').taken(ticket);
		expect(memory.of(0, 'a').kept).toBeUndefined();
		expect(() => memory.clear()).not.toThrow();
	});
});
