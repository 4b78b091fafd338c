/** What is heard of a run while it lasts: n8n's log, the times that the node is called, the requests that leave. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { node } from '../test/support/n8n';

const { Container } = require('@n8n/di') as {
	Container: { set(type: unknown, value: unknown): void };
};
const { Logger } = require('@n8n/backend-common') as { Logger: unknown };
const { LoggerProxy } = require('n8n-workflow') as typeof import('n8n-workflow');
const { stringify } = require('flatted') as typeof JSON;

/** One time that n8n has called the node. */
export interface Try {
	node: string;
	/** Milliseconds since 1970. */
	began: number;
	ended: number;
	items: number;
}

/** What is heard while an execution runs, beside what it hands out. */
export interface Heard {
	lines: string[];
	tries: Try[];
	/** Requests as they leave, in milliseconds since 1970. */
	sent: Array<{ time: number; path: string }>;
}

export const newHeard = (): Heard => ({ lines: [], tries: [], sent: [] });

const hearing = new AsyncLocalStorage<Heard>();

/** Runs something whose lines, tries and requests are heard by `heard`, however many others run beside it. */
export const hearingOf = <T>(heard: Heard, work: () => Promise<T>): Promise<T> =>
	hearing.run(heard, work);

/** Every line that n8n-core and the node write, at any level, for the run that has written it. */
function hearLines(): void {
	const say =
		(level: string) =>
		(message: string, metadata?: object): void => {
			const more = metadata && Object.keys(metadata).length > 0 ? ` ${textOf(metadata)}` : '';
			hearing.getStore()?.lines.push(`${level}: ${message}${more}`);
		};
	const logger = {
		error: say('error'),
		warn: say('warn'),
		info: say('info'),
		debug: say('debug'),
		scoped: () => logger,
	};
	Container.set(Logger, logger);
	LoggerProxy.init(logger);
}

/** Anything as text, also where it holds itself. */
export function textOf(value: unknown): string {
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return stringify(value);
	}
}

/** Every request that leaves, at the moment when it does: the service hears of it later, on a busy machine much later. */
function hearRequests(): void {
	subscribe('http.client.request.start', (message) => {
		const { path } = (message as { request: ClientRequest }).request;
		hearing.getStore()?.sent.push({ time: Date.now(), path });
	});
}

const beat = 20;
const late: Array<{ time: number; by: number }> = [];

/** Notes how late a timer comes: by so much everything else in this process is late, too. */
function hearLateness(): void {
	let before = Date.now();
	setInterval(() => {
		const time = Date.now();
		late.push({ time, by: time - before - beat });
		if (late.length > 500) late.shift();
		before = time;
	}, beat).unref();
}

/** The longest hold of the process since then, in milliseconds; only the last seconds are known. */
export const latenessSince = (since: number): number =>
	Math.max(0, ...late.filter(({ time }) => time >= since).map(({ by }) => by));

/**
 * Hears when n8n calls the node.
 * @param withoutMemory takes away what the node has kept of earlier tries, as if it kept nothing
 */
function hearTries(withoutMemory: boolean): void {
	const execute = node.execute as (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;
	node.execute = async function (this: IExecuteFunctions) {
		if (withoutMemory) {
			for (const kind of ['node', 'flow'] as const) {
				const kept = this.getContext(kind);
				for (const name of Object.keys(kept)) delete kept[name];
			}
		}
		const entry: Try = {
			node: this.getNode().name,
			began: Date.now(),
			ended: Infinity,
			items: this.getInputData().length,
		};
		hearing.getStore()?.tries.push(entry);
		return await execute.call(this).finally(() => {
			entry.ended = Date.now();
		});
	};
}

/** Once, before anything is to be heard. */
export function openEars(how: { withoutMemory: boolean }): void {
	hearLines();
	hearRequests();
	hearLateness();
	hearTries(how.withoutMemory);
}
