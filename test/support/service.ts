import nock from 'nock';
import { host } from './n8n';

export const files = 'https://files.example.test';

export type Sent = Record<string, unknown>;

/** Answers to one path of the service, in order. Gives the bodies that came in. */
export function service(
	path: string,
	...answers: Array<[number, nock.Body | object, nock.ReplyHeaders?]>
): Sent[] {
	const bodies: Sent[] = [];
	for (const [status, body, headers] of answers) {
		nock(host)
			.post(path)
			.reply((_uri, sent) => {
				bodies.push(sent as Sent);
				return [status, body as nock.Body, headers ?? {}];
			});
	}
	return bodies;
}

/** A file at `files`, served as often as asked. */
export function file(
	path: string,
	content: Buffer | string,
	headers: nock.ReplyHeaders = {},
): string {
	nock(files).get(path).reply(200, content, headers).persist();
	return `${files}${path}`;
}

/** nock keeps every request inside the process; call once in a test file. */
export function closedWorld(): void {
	beforeAll(() => nock.disableNetConnect());
	afterEach(() => {
		nock.abortPendingRequests();
		nock.cleanAll();
	});
	afterAll(() => {
		nock.enableNetConnect();
		nock.restore();
	});
}

const images = '/api/v6/images';

export const paths = {
	submit: `${images}/text2img`,
	fetch: (id: number | string) => `${images}/fetch/${id}`,
};

/** Parameters of a plain Generate. */
export const generate = {
	resource: 'image',
	operation: 'generate',
	family: 'images',
	model_id: { __rl: true, mode: 'id', value: 'flux' },
	prompt: 'a lighthouse in a storm, oil painting',
};

export const queued = (id: number, more: object = {}) => ({
	status: 'processing',
	id,
	eta: 0.1,
	messege: 'Try to fetch request after seconds estimated',
	fetch_result: `${host}${images}/fetch/${id}`,
	output: [],
	...more,
});
export const running = { status: 'processing', messege: 'try again later.', output: '' };
export const finished = (id: number, ...output: string[]) => ({ status: 'success', id, output });
