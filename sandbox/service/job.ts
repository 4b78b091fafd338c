import type { JobEntry } from '../core/books';
import type { Desk } from '../core/desk';
import type { StoredFile } from '../core/files';
import type { Job } from '../core/queue';
import type { Call } from './call';
import type { Values } from './check';
import type { Endpoint } from './endpoint';
import type { Family } from './families';
import { metaOf } from './meta';
import { longestSide, makePicture, sizeOf, type Inputs } from './pictures';

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
	const size = sizeOf(endpoint, values, call.body, inputs);
	const blanked = values.safety_checker === true && hasWord(values, 'nsfw');
	const made = { ...size, seed: seedOf(desk, endpoint, values), blanked };
	const samples = Number(values.samples ?? 1);
	const folder = family.kind === 'enterprise' ? '/bucket/generations' : '/generations';
	const paths = Array.from({ length: samples }, (_, index) => `${folder}/${uuid}-${index}.png`);
	const links = paths.map((path) => files.linkOf(path));
	const charged = Math.round(options.price * samples * 10_000) / 10_000;
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
		links,
	});

	const asBase64 = values.base64 === true;
	const stored = paths.map((path, index): StoredFile => {
		const file: StoredFile = {
			make: () => {
				const png = makePicture(endpoint, values, inputs, made, index);
				return asBase64 ? Buffer.from(png.toString('base64')) : png;
			},
			type: asBase64 ? 'text/plain' : 'image/png',
			readyAt: () =>
				entry.state === 'success' && entry.finished !== undefined
					? entry.finished + options.linkDelaySeconds * 1000
					: Number.POSITIVE_INFINITY,
			lifeSeconds: () => options.linkSeconds,
			entry,
		};
		files.put([path, `/cdn${path}`], file);
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
		seconds: options.secondsPerJob,
		failure: failureOf(desk, values, size),
		blanked,
		meta: metaOf(endpoint, family, values, { id, uuid, links, ...made }),
		output: () => {
			if (!asBase64 || options.base64Out === 'link') return links;
			const prefix = options.base64Out === 'dataUri' ? 'data:image/png;base64,' : '';
			return stored.map((file) => prefix + files.bytesOf(file).toString());
		},
		futureLinks: links,
		proxyLinks: paths.map((path) => files.linkOf(`/cdn${path}`)),
		webhook: typeof values.webhook === 'string' ? values.webhook : undefined,
		trackId: values.track_id ?? null,
		ended,
		end,
	};
}

/** True when the prompt holds the word, on its own and in any case. */
export function hasWord(values: Values, word: string): boolean {
	return new RegExp(`\\b${word}\\b`, 'i').test(String(values.prompt ?? ''));
}

/** The seed that is really used: the one sent, or a new one for none and for -1 (outpaint: also for 0). */
function seedOf({ chance }: Desk, endpoint: Endpoint, { seed }: Values): number {
	const isSent = typeof seed === 'number' && seed >= 0;
	return isSent && !(seed === 0 && endpoint.makes === 'outpaint')
		? seed
		: chance.whole('seeds', 1, 4294967295);
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
