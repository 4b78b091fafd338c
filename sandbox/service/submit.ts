import { json, type Answer } from '../core/answer';
import type { Desk } from '../core/desk';
import { refused, refusedBy, type Call } from './call';
import { callEarly, planForgery } from './callbacks';
import { checkFields, type Refusals, type Values } from './check';
import type { Endpoint } from './endpoint';
import { families, type Family } from './families';
import { loadInputs } from './inputs';
import { hasWord, makeJob } from './job';
import { isKnownModel } from './models';
import { submitEnded, submitProcessing, submitUnnamed } from './replies';

/** Checks what was asked for, takes it into the queue, and answers with the result or with where to ask for it. */
export async function submit(desk: Desk, endpoint: Endpoint, call: Call): Promise<Answer> {
	const family = families[endpoint.family];
	const { values, refusals } = checkFields(endpoint, family, call.body);
	if (Object.keys(refusals).length > 0) return refusedFields(family, refusals);

	const model = values.model_id;
	if (endpoint.models && !isKnownModel(endpoint.models, String(model), desk, call.account)) {
		return refusedBy(family, 400, `Model not found: ${String(model)}`);
	}
	if (hasWord(values, 'forbidden')) {
		return refusedBy(family, 400, 'The prompt was refused by content moderation');
	}
	const inputs = await loadInputs(desk, endpoint, values);
	if (typeof inputs === 'string') {
		return refusedBy(family, 400, `Unable to fetch ${inputs} from provided URL`);
	}

	// From here to the queue nothing waits, so that two calls cannot take the same last place.
	const refusal = refusedByAccount(desk, endpoint, values, call);
	if (refusal) return refusal;
	const job = makeJob(desk, endpoint, family, call, values, inputs);
	planForgery(desk, job);
	desk.queue.add(job);

	const isTold = await callEarly(desk, job);
	const held = values.instant_response === true || isTold ? 0 : desk.options.holdSeconds;
	const isDone = await desk.timers.within(held, job.ended);
	if (call.fault === 'noId') return submitUnnamed(job);
	return isDone ? submitEnded(job) : submitProcessing(job, desk.files.origin);
}

function refusedFields(family: Family, refusals: Refusals): Answer {
	if (family.refusal === 'object') {
		return json(family.refusalCode, { status: 'error', message: refusals });
	}
	return refusedBy(family, family.refusalCode, Object.values(refusals)[0][0]);
}

function refusedByAccount(
	desk: Desk,
	endpoint: Endpoint,
	values: Values,
	{ account }: Call,
): Answer | undefined {
	const { accounts, options, queue } = desk;
	if (endpoint.premium && accounts.plan(account) === 'small') {
		return refused(403, 'This feature requires a premium subscription');
	}
	const balance = accounts.balance(account);
	if (balance <= 0 || balance < options.price * Number(values.samples ?? 1)) {
		return refused(402, 'Insufficient credits. Please add more credits to continue.');
	}
	const limit = accounts.queueLimit(account);
	if (queue.countOf(account) >= limit) {
		return refused(429, `Rate limit exceeded. Maximum ${limit} queued requests allowed.`, {
			retry_after: options.retryAfterSeconds,
		});
	}
	return undefined;
}
