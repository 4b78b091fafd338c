import type { SandboxOptions } from '../options';
import type { Books, CallbackEntry, CallbackKind } from './books';
import { bytesOf, formType, jsonType } from './callbackWire';
import type { Chance } from './chance';
import { isLoopback } from './loopback';
import type { Timers } from './timers';

/** The service counts a callback as received when it is answered within half a minute. */
const patienceMs = 30_000;
/** How much of a receiver's answer, and of a text sent by hand, the books keep. */
const keptAnswer = 200;
const keptRaw = 2000;

/** One callback, ready to be posted. */
export interface Message {
	/** For the books: what it is about. */
	job: number;
	url: string;
	kind: CallbackKind;
	body: Record<string, unknown>;
	/** Goes out in place of the body. */
	raw?: string | Buffer;
	/** Default: JSON, or a form where the option `shape` says so. Empty = none is named. */
	contentType?: string;
}

/** A callback to come. It is worded when it goes out, because what is wrong with it is drawn only then. */
export interface Planned {
	real: () => Message;
	/** The same with the id of no job; missing where no id is told. */
	wrongId?: () => Message;
	/** Whether somebody waits for it: the first copy goes out at once. */
	isEarly?: boolean;
}

/** Posts callbacks, with everything that may go wrong on the way. One try, no promise, as documented. */
export class Callbacks {
	private readonly abort = new AbortController();
	/** What would have gone out since they are held; undefined while they are not. */
	private kept?: (() => void)[];

	constructor(
		private readonly options: SandboxOptions,
		private readonly books: Books,
		private readonly chance: Chance,
		private readonly timers: Timers,
	) {}

	get isHeld(): boolean {
		return this.kept !== undefined;
	}

	/** From now on everything that was planned is kept back. */
	hold(): void {
		this.kept ??= [];
	}

	/** Lets everything go that was kept back, and tells how much that was. */
	release(): number {
		const kept = this.kept ?? [];
		this.kept = undefined;
		for (const goOn of kept) goOn();
		return kept.length;
	}

	/** Plans a callback that tells no id. `about` is for the books. */
	post(about: number, url: string, body: Record<string, unknown>): void {
		void this.plan({ real: () => ({ job: about, url, kind: 'real', body }) });
	}

	/** Plans one callback. For an early one this settles when it is answered, or when nobody will. */
	async plan(planned: Planned): Promise<void> {
		if (this.kept) {
			this.kept.push(() => void this.dispatch(planned));
			return;
		}
		await this.dispatch(planned);
	}

	/** Posts one callback now, if the address is on this machine, and writes down what became of it. */
	async send(message: Message): Promise<CallbackEntry> {
		const entry = this.note(message, isLoopback(message.url) ? 'unanswered' : 'refused');
		if (entry.result === 'refused') return entry;
		const began = performance.now();
		try {
			const contentType = entry.contentType ?? jsonType;
			const answer = await fetch(message.url, {
				method: 'POST',
				headers: contentType === '' ? {} : { 'content-type': contentType },
				body: bytesOf(message.raw ?? message.body, contentType),
				redirect: 'manual',
				signal: AbortSignal.any([this.abort.signal, AbortSignal.timeout(patienceMs)]),
			});
			entry.code = answer.status;
			entry.answer = (await answer.text()).slice(0, keptAnswer);
			entry.result = answer.ok ? 'sent' : 'unanswered';
		} catch {
			entry.result = 'unanswered';
		}
		entry.time = Date.now();
		entry.tookMs = Math.round(performance.now() - began);
		return entry;
	}

	close(): void {
		this.abort.abort();
	}

	private async dispatch({ real, wrongId, isEarly = false }: Planned): Promise<void> {
		const { callbacks } = this.options;
		if (this.chance.hits('callback loss', callbacks.lossRate)) {
			this.note(real(), 'lost');
			return;
		}
		const isWrong = wrongId && this.chance.hits('callback wrong id', callbacks.wrongIdRate);
		const message = isWrong ? wrongId() : real();
		if (this.chance.hits('callback twice', callbacks.duplicateRate)) this.later(message);
		if (isEarly) await this.send(message);
		else this.later(message);
	}

	private later(message: Message): void {
		const { delaySeconds, delaySpread } = this.options.callbacks;
		const more = delaySpread > 0 ? delaySpread * this.chance.part('callback spread') : 0;
		this.timers.later(delaySeconds + more, () => {
			if (this.kept) this.kept.push(() => this.later(message));
			else void this.send(message);
		});
	}

	private note(message: Message, result: CallbackEntry['result']): CallbackEntry {
		const { job, url, kind, body, raw } = message;
		const usual =
			raw === undefined && this.options.callbacks.shape === 'form' ? formType : jsonType;
		const { contentType = usual } = message;
		return this.books.write(this.books.callbacks, {
			job,
			url,
			kind,
			time: Date.now(),
			result,
			body,
			...(raw !== undefined && { raw: raw.toString().slice(0, keptRaw) }),
			...(contentType !== jsonType && { contentType }),
		});
	}
}
