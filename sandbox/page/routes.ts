import type { FastifyInstance } from 'fastify';
import type { Desk } from '../core/desk';
import { isLoopback } from '../core/loopback';
import { page } from './page';

/** How many jobs the page shows. */
const shownJobs = 12;

/** The page for people, its data, and the sign of life for machines. None of it is part of the service. */
export function addPage(server: FastifyInstance, desk: Desk): void {
	server.get('/', async (_request, reply) =>
		reply.type('text/html; charset=utf-8').send(page(desk.options)),
	);
	server.get('/health', async () => ({ status: 'ok' }));
	server.get('/sandbox/state', async () => stateOf(desk));
	server.post('/sandbox/callback', async (request, reply) => {
		const url = addressIn(request.headers['content-type'], request.body);
		if (!url || !isLoopback(url)) {
			return reply
				.code(400)
				.send({ message: 'Give an http(s) address on this computer (127.0.0.1 or localhost).' });
		}
		const { result, code, answer } = await desk.callbacks.send({
			job: 0,
			url,
			kind: 'test',
			body: testCallback(desk),
		});
		return { result, code, answer };
	});
}

function stateOf({ queue, books }: Desk): Record<string, unknown> {
	const both = [queue.load('normal'), queue.load('enterprise')];
	return {
		open: both[0].count + both[1].count,
		seconds: Math.round(Math.max(both[0].seconds, both[1].seconds) * 10) / 10,
		charged: books.charged(),
		jobs: books.jobs
			.slice(-shownJobs)
			.reverse()
			.map(({ id, endpoint, owner, prompt, state, eta, links }) => ({
				id,
				endpoint,
				owner,
				prompt,
				state,
				eta,
				links: state === 'success' ? links.map((link) => new URL(link).pathname) : [],
			})),
		callbacks: books.callbacks
			.slice(-shownJobs)
			.reverse()
			.map(({ job, url, kind, result, code, answer }) => ({
				job,
				url,
				kind,
				result,
				code,
				answer,
			})),
	};
}

/** The last finished job as a callback, or one with a picture of the model list where there is none yet. */
function testCallback({ books, files }: Desk): Record<string, unknown> {
	const job = books.jobs
		.filter(({ state, links }) => state === 'success' && links.length > 0)
		.at(-1);
	return {
		status: 'success',
		id: job?.id ?? 100000001,
		output: job?.links ?? [files.linkOf('/models/sdxl.png')],
		generationTime: 1.5,
		track_id: 'sandbox-test',
		meta: { prompt: job?.prompt ?? 'a test callback of the sandbox' },
	};
}

/**
 * The address to call. Only JSON is read: a page of another site cannot send that without the browser asking first,
 * so it cannot make the sandbox knock at this computer's doors.
 */
function addressIn(contentType: string | undefined, body: unknown): string | undefined {
	if (!/^application\/json\b/i.test(contentType ?? '') || !Buffer.isBuffer(body)) return undefined;
	try {
		const { url } = JSON.parse(body.toString('utf8')) as { url?: unknown };
		return typeof url === 'string' ? url : undefined;
	} catch {
		return undefined;
	}
}
