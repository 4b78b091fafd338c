import {
	faultKinds,
	faultNames,
	type CallKind,
	type FaultName,
	type SandboxOptions,
} from '../options';
import { html, json, notThere, wireOf, type Answer } from './answer';
import type { Chance } from './chance';
import type { Timers } from './timers';

/** An exact plan for calls to come. Scripts go before rates, and the oldest script that matches goes first. */
export interface Script {
	/** A kind of call, `any`, the start of a path (with its first slash), or a pattern for the path. */
	match: CallKind | 'any' | RegExp | (string & {});
	/**
	 * What happens to the call; `none` protects it from the rates. A fault of one kind of call leaves the others
	 * alone, whatever they match.
	 */
	fault?: FaultName | 'none';
	/** Instead of a fault: this very answer. The call is not handled. */
	answer?: {
		code?: number;
		/** Sent as JSON; a text or a Buffer is sent as it is. */
		body: unknown;
		type?: string;
		headers?: Record<string, string>;
	};
	/** How many matching calls are meant. Default 1. */
	times?: number;
	/** How many matching calls go by undisturbed before. Default 0. */
	skip?: number;
}

/** The message of an HTTP 500 as the service prints it. */
const brokenServer = 'Internal server error. Please try again.';

/** Decides which call is disturbed, and disturbs it. */
export class Faults {
	private scripts: (Script & { times: number; skip: number })[] = [];

	constructor(
		private readonly options: SandboxOptions,
		private readonly chance: Chance,
		private readonly timers: Timers,
	) {}

	next(script: Script): void {
		this.scripts.push({ ...script, times: script.times ?? 1, skip: script.skip ?? 0 });
	}

	/** Forgets all scripts that are not used up. */
	clear(): void {
		this.scripts = [];
	}

	/**
	 * Handles the call with `handle`, or disturbs it. The name of what happened is for the books, and for a
	 * handler whose own words the fault is made of.
	 */
	async around(
		kind: CallKind,
		path: string,
		handle: (fault?: FaultName) => Promise<Answer>,
	): Promise<{ answer: Answer; fault?: string }> {
		const script = this.scripted(kind, path);
		if (script?.answer) return { answer: exact(script.answer), fault: 'script' };
		const fault = script?.fault ?? this.drawn(kind);
		if (!fault || fault === 'none') return { answer: await handle() };
		return { answer: await this.disturb(fault, kind, handle), fault };
	}

	private async disturb(
		fault: FaultName,
		kind: CallKind,
		handle: (fault?: FaultName) => Promise<Answer>,
	): Promise<Answer> {
		switch (fault) {
			case 'http5xx':
				return this.chance.hits('5xx', 0.5)
					? json(503, error('Service temporarily unavailable. Please try again later.'))
					: json(500, error(brokenServer));
			case 'http429':
				return json(429, {
					...error('Rate limit exceeded'),
					retry_after: this.options.retryAfterSeconds,
				});
			case 'http200Error':
				return json(200, error(brokenServer));
			case 'html':
				return html(kind === 'file' ? 200 : 502, 'Bad gateway');
			case 'reset':
				return { code: 0 };
			case 'resetAfter': {
				// The point of this fault: the job is made and paid for, only the answer is lost.
				const { job, owner } = await handle();
				return { code: 0, job, owner };
			}
			case 'slow':
				await this.timers.sleep(this.options.slowSeconds);
				return await handle();
			case 'slowBody': {
				const answer = await handle();
				return { ...answer, pause: { after: middleOf(answer), seconds: this.options.slowSeconds } };
			}
			case 'brokenJson':
				return this.half(await handle(), kind);
			case 'truncated': {
				const answer = await handle();
				return { ...answer, endAfter: this.somewhereIn(answer) };
			}
			case 'notReady':
				return notThere(404, 'Not found');
			case 'noId':
			case 'late':
				return await handle(fault);
		}
	}

	/** JSON that stops in the middle; for a file a download that breaks off before its announced end. */
	private half(answer: Answer, kind: CallKind): Answer {
		if (kind === 'file') return { ...answer, cutAfter: this.somewhereIn(answer) };
		const { bytes, type } = wireOf(answer);
		return { ...answer, bytes: bytes.subarray(0, middleOf(answer)), type };
	}

	/**
	 * A byte of an answer that is neither among the first nor among the last. Not always the same: what ends twice at
	 * the same place may well be all there is.
	 */
	private somewhereIn(answer: Answer): number {
		const { length } = wireOf(answer).bytes;
		return Math.ceil(length / 10) + Math.floor(this.chance.part('place of a cut') * length * 0.8);
	}

	private scripted(kind: CallKind, path: string): Script | undefined {
		for (const script of this.scripts) {
			if (!matches(script.match, kind, path) || !fits(script.fault, kind)) continue;
			if (script.skip > 0) {
				script.skip -= 1;
				continue;
			}
			script.times -= 1;
			if (script.times <= 0) this.scripts = this.scripts.filter((other) => other !== script);
			return script;
		}
		return undefined;
	}

	private drawn(kind: CallKind): FaultName | undefined {
		if (kind === 'helper') return undefined;
		const { all, [kind]: own } = this.options.faults;
		const rates = faultNames
			.filter((name) => fits(name, kind))
			.map((name) => [name, own[name] ?? all[name] ?? 0] as const);
		if (rates.every(([, rate]) => rate <= 0)) return undefined;
		let draw = this.chance.part(`fault ${kind}`);
		for (const [name, rate] of rates) {
			if (draw < rate) return name;
			draw -= Math.max(0, rate);
		}
		return undefined;
	}
}

function matches(match: Script['match'], kind: CallKind, path: string): boolean {
	// A copy of the pattern, because a global one remembers where it stopped.
	if (match instanceof RegExp) return new RegExp(match.source, match.flags).test(path);
	if (match.startsWith('/')) return path.startsWith(match);
	return match === 'any' || match === kind;
}

function fits(fault: Script['fault'], kind: CallKind): boolean {
	const only = fault && fault !== 'none' ? faultKinds[fault] : undefined;
	return only === undefined || only === kind;
}

function error(message: string): Record<string, unknown> {
	return { status: 'error', message };
}

function exact(answer: NonNullable<Script['answer']>): Answer {
	const { code = 200, body, type, headers } = answer;
	if (typeof body === 'string' || Buffer.isBuffer(body)) {
		return { code, bytes: Buffer.from(body), type: type ?? 'text/plain', headers };
	}
	return { code, json: body, headers };
}

function middleOf(answer: Answer): number {
	return Math.ceil(wireOf(answer).bytes.length / 2);
}
