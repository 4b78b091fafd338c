import type { JobEntry } from '../core/books';
import type { Desk } from '../core/desk';
import type { StoredFile } from '../core/files';
import type { Job } from '../core/queue';
import type { Call } from './call';
import { unknownFields, type Values } from './check';
import { isMedia, type Endpoint } from './endpoint';
import type { Family } from './families';
import type { Inputs } from './inputs';
import { mediaSize, soundSeconds } from './media';
import { metaOf } from './meta';
import { longestSide, makeWords, sizeOf } from './pictures';
import { resultsOf, wantsBase64 } from './results';

/** Makes the job: id, seed, charge, files that will be there when it is done, book entry. It is not queued yet. */
export function makeJob(
	desk: Desk,
	endpoint: Endpoint,
	family: Family,
	call: Call,
	values: Values,
	inputs: Inputs,
): Job {
	const { chance, options, files, books, queue } = desk;
	const id = queue.nextId();
	const uuid = chance.uuid('files');
	const size = isMedia(endpoint)
		? mediaSize(endpoint, values)
		: sizeOf(endpoint, values, call.body, inputs);
	const blanked = values.safety_checker === true && hasWord(values, 'nsfw');
	const made = { ...size, seed: seedOf(desk, endpoint, values), blanked };
	const charged = chargeOf(desk, values);
	call.account.spent += charged;

	const entry = books.write<JobEntry>(books.jobs, {
		id,
		family: endpoint.family,
		endpoint: endpoint.path,
		owner: call.account.owner,
		prompt: typeof values.prompt === 'string' ? values.prompt.slice(0, 300) : undefined,
		state: 'waiting',
		created: Date.now(),
		charged,
		eta: 0,
		asked: 0,
		delivered: 0,
		downloads: 0,
		links: [],
		unknown: unknownFields(endpoint, call.body),
	});
	const isBase64 = wantsBase64(endpoint, values);
	const results = resultsOf(endpoint, values, inputs, made);
	const folder = family.kind === 'enterprise' ? '/bucket/generations' : '/generations';
	const paths = results.map(({ name }) => `${folder}/${uuid}${name}`);
	const links = paths.map((path) => files.linkOf(path));
	entry.links = links;
	const stored = results.map(({ make, type }, index): StoredFile => {
		const file: StoredFile = {
			make: () => (isBase64 ? Buffer.from(make().toString('base64')) : make()),
			type: isBase64 ? 'text/plain' : type,
			readyAt: () =>
				entry.state === 'success' && entry.finished !== undefined
					? entry.finished + options.linkDelaySeconds * 1000
					: Number.POSITIVE_INFINITY,
			lifeSeconds: () => options.linkSeconds,
			entry,
		};
		files.put([paths[index], `/cdn${paths[index]}`], file);
		return file;
	});

	let end = () => {};
	const ended = new Promise<void>((resolve) => {
		end = resolve;
	});
	return {
		id,
		account: call.account,
		family: endpoint.family,
		endpoint: endpoint.path,
		entry,
		seconds: options.secondsPerJob * chance.spread('job length', options.jobSpread),
		failure: failureOf(desk, values, size),
		blanked,
		meta: metaOf(endpoint, family, values, {
			id,
			uuid,
			file: `${uuid}${results[0]?.name ?? ''}`,
			links,
			...made,
		}),
		output: () => {
			if (endpoint.makes === 'caption') return [makeWords(values, inputs)];
			if (!isBase64 || options.base64Out === 'link') return links;
			const prefix = options.base64Out === 'dataUri' ? `data:${results[0].type};base64,` : '';
			return stored.map((file) => prefix + files.bytesOf(file).toString());
		},
		futureLinks: links,
		proxyLinks: paths.map((path) => files.linkOf(`/cdn${path}`)),
		audioSeconds: isMedia(endpoint) ? soundSeconds(endpoint, values) : undefined,
		webhook: typeof values.webhook === 'string' ? values.webhook : undefined,
		trackId: values.track_id ?? null,
		ended,
		end,
	};
}

/** US dollars, by the number of results. */
function chargeOf({ options }: Desk, values: Values): number {
	return Math.round(options.price * Number(values.samples ?? 1) * 10_000) / 10_000;
}

/** True when the prompt holds the word, on its own and in any case. */
export function hasWord(values: Values, word: string): boolean {
	return new RegExp(`\\b${word}\\b`, 'i').test(String(values.prompt ?? ''));
}

/** The seed that is really used: the one sent, or a new one for none, for -1, and for 0 where 0 asks for that. */
function seedOf({ chance }: Desk, endpoint: Endpoint, { seed }: Values): number {
	const isSent = typeof seed === 'number' && seed >= 0;
	const zeroIsRandom = endpoint.fields.seed?.zeroIsRandom === true;
	return isSent && !(seed === 0 && zeroIsRandom) ? seed : chance.whole('seeds', 1, 4294967295);
}

function failureOf(
	{ chance, options }: Desk,
	values: Values,
	size: { width: number; height: number },
): string | undefined {
	if (Math.max(size.width, size.height) > longestSide) {
		return 'Processing failed: Invalid input dimensions';
	}
	if (hasWord(values, 'fail') || chance.hits('job failure', options.failRate)) {
		return 'Failed, Try Again';
	}
	return undefined;
}
