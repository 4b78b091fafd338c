/** Why an answer is a refusal, as far as code and words tell. */
export type Cause =
	| 'key'
	| 'credits'
	| 'plan'
	| 'limit'
	| 'tooLarge'
	| 'invalid'
	| 'unreadableRequest'
	| 'route'
	| 'model'
	| 'imageLink'
	| 'blocked'
	| 'unknownJob'
	| 'server'
	| 'redirect'
	| 'unreadable'
	| 'other';

/**
 * Words first: older clients met every refusal as HTTP 200, and a 400 can be a bad key as well as a bad
 * size. The order matters where a text fits two rows ("rate limit" names the plan's limit too).
 */
const words: ReadonlyArray<readonly [Cause, RegExp]> = [
	['limit', /rate limit|too many requests|queued requests|queue is full/i],
	[
		'key',
		/\b(invalid|wrong|expired|missing|incorrect)\b[^.]{0,20}\bapi[ _-]?key|api[ _-]?key[^.]{0,30}\b(invalid|expired|required|missing|incorrect|not (valid|found))|\bkey field is required|unauthenticated/i,
	],
	// Before the rows below: the name of a model can hold any of their words.
	[
		'model',
		/\bmodel\b.{0,40}\b(not found|does not exist|doesn't exist|not exist|not (yet )?(loaded|ready)|not available(?! (in|on) your plan)|invalid)|invalid model/i,
	],
	[
		'credits',
		/(insufficient|not enough|out of|no|add|more|remaining|exhausted)\b.{0,12}\bcredits?\b|\bcredits?\b.{0,20}\b(left|exhausted|required|insufficient)|insufficient (funds|balance)|wallet|recharge|top[ -]?up/i,
	],
	[
		'plan',
		/premium (subscription|plan|account)|requires? (a |an )?(premium|higher plan)|subscription|upgrade your plan|not (available|included) (in|on) your plan/i,
	],
	['unreadableRequest', /invalid api request/i],
	['route', /\broute\b.{0,80}\bnot (be )?found|endpoint not found|method is not supported for/i],
	['unknownJob', /request not found|no (such )?request/i],
	[
		'imageLink',
		/unable to (fetch|download|load|open)|(could not|cannot|can't|failed to) (fetch|download|load|open)\b.{0,40}(image|url|file)|image url/i,
	],
	[
		'blocked',
		/nsfw|moderat|safety (check|filter|system)|content policy|inappropriate|prohibited|(prompt|content|image)\b.{0,40}(blocked|not allowed|forbidden)/i,
	],
	['invalid', /\bis required|\bmust be|\bmay not be|\bis invalid|\bhas to be|validation/i],
	['server', /internal server error|temporarily unavailable|server (busy|overloaded)/i],
];

/** @param status HTTP code, or 0 where it said nothing (a refusal under HTTP 200). */
export function causeOf(status: number, reason: string): Cause {
	if (status === 429) return 'limit';
	// 408 and 425 say nothing about the request either.
	if (status >= 500 || status === 408 || status === 425) return 'server';
	if (status === 413) return 'tooLarge';
	for (const [cause, pattern] of words) if (pattern.test(reason)) return cause;
	switch (status) {
		case 401:
			return 'key';
		case 402:
			return 'credits';
		case 403:
			return 'plan';
		case 404:
			return 'unknownJob';
		case 400:
		case 422:
			return 'invalid';
		default:
			return status >= 300 && status < 400 ? 'redirect' : 'other';
	}
}
