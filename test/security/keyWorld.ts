/** A service that answers as each call's mark says, and hosts that are none of its own. */
import http from 'node:http';
import https from 'node:https';
import nock from 'nock';
import { host } from '../support/n8n';
import { png } from '../support/pictures';
import type { Told } from './keyCases';
import { listen } from './keyLog';

/** One request, whoever it went to. */
export interface Asked {
	to: string;
	headers: unknown;
	body: unknown;
}

type Answering = (asked: Asked, mark: string) => Told;

type Reply = (error: Error | null, answer?: [number, nock.Body, nock.ReplyHeaders?]) => void;

const send = (told: Told, reply: Reply): void => {
	if ('fault' in told) return reply(told.fault);
	const { status, body = '', headers = {} } = told;
	reply(null, [status, body as nock.Body, headers]);
};

/** Which case a request belongs to: the mark is in its body, or in its address. */
const markIn = ({ to, body }: Asked): string =>
	/q\d+x\d+/.exec(`${to} ${JSON.stringify(body)}`)?.[0] ?? '';

/** Node's own agents outlive a test file, and with them the lines that another file's nock has made. */
function dropLines(): void {
	for (const { globalAgent } of [http, https]) globalAgent.destroy();
}

export class World {
	/** How often the service was asked for each mark. */
	readonly asked = new Map<string, number>();
	/** What went to any other host. */
	readonly strangers: Asked[] = [];
	private readonly said = listen();
	readonly logged = this.said.logged;
	readonly toEditor = this.said.toEditor;
	answer: Answering = () => ({ status: 500, body: 'nobody has said what to answer' });
	/** What a file host has at its addresses. */
	file: (asked: Asked) => Told = () => ({ status: 200, body: png() });

	constructor() {
		dropLines();
		const own = this.answering((asked) => {
			const mark = markIn(asked);
			this.asked.set(mark, (this.asked.get(mark) ?? 0) + 1);
			return this.answer(asked, mark);
		});
		const others = this.answering((asked) => {
			this.strangers.push(asked);
			return this.file(asked);
		});
		nock.disableNetConnect();
		for (const method of ['POST', 'GET']) nock(host).persist().intercept(/.*/, method).reply(own);
		const elsewhere = nock(/^https?:\/\/(?!sd\.example\.test)/).persist();
		for (const method of ['POST', 'GET', 'PUT', 'HEAD'])
			elsewhere.intercept(/.*/, method).reply(others);
	}

	private answering(answer: (asked: Asked) => Told) {
		return function (this: nock.ReplyFnContext, path: string, body: unknown, reply: Reply): void {
			const { headers } = this.req;
			send(answer({ to: `${String(headers.host)}${path}`, headers, body }), reply);
		} as never;
	}

	/** Forgets what was said so far, and gives it. */
	take(): { logged: unknown[]; toEditor: unknown[]; strangers: Asked[] } {
		return { ...this.said.take(), strangers: this.strangers.splice(0) };
	}

	close(): void {
		jest.restoreAllMocks();
		nock.abortPendingRequests();
		nock.cleanAll();
		nock.enableNetConnect();
		nock.restore();
		dropLines();
	}
}
