import type { INodeExecutionData } from 'n8n-workflow';
import type { Facts } from '../api/advice';
import { fileName } from '../api/fileName';
import { typeOfLink } from '../api/fileType';
import { firstCharacters } from '../api/reply';
import { registry } from '../endpoints';
import { keyOf, type Endpoint } from '../endpoints/endpoint';
import { JobError, type Finished, type Open } from '../job/job';
import type { Context } from './context';
import { DownloadFailed, isLink, receive, type Received } from './files';
import type { Handling } from './lot';
import { facts, finishedItems, openItem, readyItem } from './output';
import type { Desk, Trip } from './trip';
import type { Wishes } from './wishes';

/** The second addresses of a job's files: only where they stand one for one beside the first ones. */
function secondAddresses({ last, output }: Finished): Array<string | undefined> {
	const raw = [last.output].flat();
	const second = [last.proxy_links].flat();
	const paired = raw.length === output.length && second.length === output.length;
	return paired ? second.map((entry) => (typeof entry === 'string' ? entry : undefined)) : [];
}

/** A text file's content is worth having in the item itself, up to this many bytes. */
const mostWords = 200_000;

const wordy = new Set(['text/plain', 'application/json', 'application/x-subrip']);

/** A text of the length that is worth having; a longer one is not read to its end. */
async function shortText(
	pieces: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<string | undefined> {
	const read: Buffer[] = [];
	let length = 0;
	for await (const piece of pieces) {
		length += piece.length;
		if (length > mostWords) return undefined;
		read.push(piece);
	}
	return Buffer.concat(read).toString('utf8');
}

/** What stands in a downloaded text file, such as lyrics or a transcript. */
async function wordsIn(context: Context, { binary }: Received): Promise<string | undefined> {
	if (!wordy.has(binary?.mimeType ?? '') || binary === undefined) return undefined;
	if (!binary.id) return shortText([Buffer.from(binary.data, 'base64')]);
	const stream = (await context.helpers.getBinaryStream(binary.id)) as AsyncIterable<Buffer>;
	return await shortText(stream);
}

/** A text file, and what stands in it: a file, too, can repeat the key. */
async function readWords(
	{ context, account: { hide } }: Pick<Desk, 'context' | 'account'>,
	file: Received,
): Promise<Pick<Received, 'binary' | 'text'>> {
	const { binary } = file;
	const words = await wordsIn(context, file);
	const text = hide(words);
	if (binary === undefined || text === undefined || text === words) return { binary, text };
	const { prepareBinaryData } = context.helpers;
	return {
		binary: await prepareBinaryData(Buffer.from(text), binary.fileName, binary.mimeType),
		text,
	};
}

/** Fetches the files of a finished job and makes items of them. */
export async function handOver(
	desk: Desk,
	job: Finished,
	wishes: Wishes,
	how: Pick<Handling, 'prompt' | 'filesOnly' | 'words'>,
): Promise<INodeExecutionData[]> {
	const { context, account, item, tally, batch } = desk;
	const about = { id: job.id, family: job.family, resultPath: job.resultPath };
	if (job.output.length === 0) {
		throw new JobError('emptyOutput', {
			...about,
			status: job.status,
			reason: firstCharacters(job.last),
		});
	}
	const known = facts(job.first, job.last);
	const second = secondAddresses(job);
	const one = async (output: string, index: number): Promise<Received> => {
		const words = {
			prompt: how.prompt,
			id: job.id,
			index,
			seed: known.seed as string,
			family: job.family,
			track_id: known.track_id as string,
		};
		// Words are wanted in the item itself, also where files are not.
		const asWords = how.words || (!how.filesOnly && typeOfLink(output)?.mime === 'text/plain');
		const wanted = wishes.download || asWords;
		const file = await receive(context, output, {
			name: wanted ? fileName(account.hide(wishes.nameTemplate), account.hide(words)) : undefined,
			second: second[index],
			origin: account.origin,
			hide: account.hide,
			words: how.words,
			signal: batch.signal,
		});
		if (file instanceof DownloadFailed) {
			// Without downloads the link is what was wanted; its words would have been a gift.
			if (!wishes.download) return { link: output };
			const links = job.output.filter(isLink);
			throw new JobError('download', { ...about, reason: file.message, links });
		}
		if (file.text !== undefined && how.filesOnly) {
			throw new JobError('emptyOutput', {
				...about,
				status: job.status,
				reason: firstCharacters(file.text),
			});
		}
		const read = await readWords(desk, file);
		return {
			...file,
			text: file.text ?? (asWords ? read.text?.trim() : undefined),
			binary: wishes.download ? read.binary : undefined,
		};
	};
	const files = await Promise.all(
		job.output.map(
			async (output, index) =>
				await batch.inside(batch.downloads, item, async () => await one(output, index)),
		),
	);
	tally.unsafe += known.unsafe ? 1 : 0;
	tally.temporary += known.temporary ? files.length : 0;
	return finishedItems(job, files, { item, now: Date.now(), ...wishes });
}

/** Hands over what has come to its end, in the way of its operation. */
export async function deliver(
	desk: Desk,
	job: Finished,
	wishes: Wishes,
	handling: Handling,
): Promise<INodeExecutionData[]> {
	const endpoint = registry.get(handling.operation ?? '');
	return endpoint
		? tellReady(desk, job, wishes, endpoint)
		: await handOver(desk, job, wishes, handling);
}

/** A job that has not ended: handed on, or an error that names it. */
export function leaveOpen(
	{ item, tally }: Pick<Trip, 'item' | 'tally'>,
	job: Open,
	wishes: Wishes,
	about: Pick<Facts, 'thing' | 'operation' | 'listedBy' | 'free' | 'words'>,
): INodeExecutionData[] {
	if (wishes.wait && !wishes.handOn) {
		throw new JobError('timeUp', {
			id: job.ticket.id,
			family: job.ticket.family,
			seconds: wishes.limitSeconds,
			reason: job.reason,
			resultPath: job.resultPath,
			...about,
		});
	}
	tally.open.push(job.ticket.id);
	return [
		openItem(job.ticket, {
			item,
			simplify: wishes.simplify,
			waitedMs: job.waitedMs,
			operation: about.operation,
			words: about.words,
		}),
	];
}

/** Something that was accepted and is ready now: no files, only the news. */
export const tellReady = (
	{ item }: Pick<Trip, 'item'>,
	job: Finished,
	wishes: Wishes,
	endpoint: Endpoint,
): INodeExecutionData[] => [
	readyItem(job, {
		item,
		simplify: wishes.simplify,
		name: endpoint.question?.id,
		operation: keyOf(endpoint),
	}),
];
