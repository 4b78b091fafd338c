import { createHash } from 'node:crypto';
import type { Guard } from '../api/bounds';
import type { FileEnd } from '../api/wholeFile';
import { resume, sumOf, told, type Ask } from './resume';
import { isBroken, type Incoming } from './stream';
import type { Failure, Tries } from './tries';

/** Where a file ended the last time, over all tries at it. */
export interface Endings {
	last?: string;
}

/** How the pieces went, where they did not come to a good end. */
export interface Outcome {
	/** The host has another file by now: all of it must be fetched anew. */
	changed?: boolean;
	failure?: Failure;
}

/** What the pieces of a file need to come, and what they leave behind. */
export interface Course {
	ask: Ask;
	tries: Tries;
	end: FileEnd;
	guard: Guard;
	endings: Endings;
	outcome: Outcome;
}

/**
 * The bytes of a file, one after another, from as many lines as it takes. What was given once is not given
 * again, so that whoever stores them needs to know nothing of breaks.
 *
 * A file is whole when its line ended in order and neither its length nor its format says that more is to
 * come. One that ends at the same place twice is what the host has: it is given rather than lost.
 *
 * Whoever stops taking pieces early ends the lines by the signal that they were opened with.
 */
export async function* pieces(
	first: Incoming,
	{ ask, tries, end, guard, endings, outcome }: Course,
): AsyncGenerator<Buffer, void> {
	const hash = createHash('sha256');
	let line = first;
	let file = told(tries.address, first);
	let at = 0;
	let brought = 0;
	/** No try will bring anything better. */
	const fail: (failure: Failure) => never = (failure) => {
		outcome.failure = failure;
		throw new Error(failure.reason);
	};
	for (;;) {
		const piece = await line.next();
		if (typeof piece !== 'string' && !isBroken(piece)) {
			const refused = guard(piece);
			if (refused !== undefined) fail({ reason: refused });
			at += piece.length;
			brought += piece.length;
			hash.update(piece);
			end.add(piece);
			tries.reached(at);
			yield piece;
			continue;
		}
		line.close();
		const inOrder = piece === 'end';
		const whole = end.isThere();
		// A body that the host packed is longer than told or shorter: then its format decides.
		const missing = file.length !== undefined && at < file.length && !whole;
		// Nobody has said where this file ends: a host that can send parts of it is asked what is behind.
		const unsaid = whole === undefined && file.length === undefined && file.unchanged !== undefined;
		if (inOrder && !missing && whole !== false && !unsaid) return;
		const sum = sumOf(hash);
		const ending = whole ? 'whole' : `${inOrder ? 'end' : 'break'} ${at} ${sum}`;
		const again = endings.last === ending;
		if (again && (inOrder || whole)) return;
		endings.last = ending;
		// A range of a packed body cannot be unpacked: what brought nothing is not asked for again.
		if (brought === 0 && line.status === 206) file.unchanged = undefined;
		// A host that knows of no more may not be the one that has the whole file.
		if ((inOrder && !unsaid) || brought === 0) tries.turn();
		const reason = isBroken(piece) ? piece.broken : 'the file is cut off';
		const resumed = await resume(ask, tries, { reason }, { file, at, sum });
		if (resumed === 'complete') return;
		if (resumed === 'changed') {
			outcome.changed = true;
			throw new Error('the file changed');
		}
		if ('failure' in resumed) {
			// Nothing better will come, and nothing but the line said that this is not all.
			if (whole !== false && (inOrder ? !missing : again)) return;
			fail(resumed.failure);
		}
		line = resumed;
		const now = told(tries.address, line);
		if (line.status !== 206) file = now;
		else file.length ??= now.length;
		brought = 0;
	}
}
