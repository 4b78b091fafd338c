import { json, type Answer } from '../../core/answer';
import type { Desk } from '../../core/desk';
import type { Call } from '../call';
import type { Values } from '../check';
import type { Fields } from '../endpoint';
import { families, type Family } from '../families';

export interface HelperCall extends Call {
	values: Values;
	/** What stands in the path for `{id}`; empty where the path has none. */
	id: string;
}

/** A call that makes no job. This table row is all that is needed to add one. */
export interface Helper {
	/** `{id}` stands for one part of the path. */
	path: string;
	/** Default POST. */
	method?: 'GET';
	/** Says the kind of key, the spelling of messages and the form of flags. */
	family: Family;
	/** Checked before `answer` is called. Default: none. */
	fields?: Fields;
	answer: (desk: Desk, call: HelperCall) => Answer | Promise<Answer>;
}

/** The general calls and those of v6: `message`, booleans, sentences, HTTP 400. */
export const present: Family = families.realtime;

/** The training calls of v3: their openapi has one text in `messege` with HTTP 400. */
export const early: Family = { ...families.v3, refusal: 'sentence', refusalCode: 400 };

/** The text_to_image server, which is also the one that loads models. */
export const enterprise: Family = families.enterprise;

/** `status: success` and a text, in the family's spelling. */
export function done(family: Family, message: string, more: Record<string, unknown> = {}): Answer {
	return json(200, { status: 'success', [family.messageField]: message, ...more });
}
