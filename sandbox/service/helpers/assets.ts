import { json, type Answer } from '../../core/answer';
import type { JobEntry } from '../../core/books';
import type { Desk } from '../../core/desk';
import { refusedBy } from '../call';
import { choice, required, whole } from '../fields';
import { done, early, present, type Helper, type HelperCall } from './helper';
import { uploadsOf } from './uploads';

const types = ['image', 'video', 'voice', '3d'] as const;
type AssetType = (typeof types)[number];

/** The type of a result by the ending of its address; everything else is an image. */
const typesByEnding: Record<string, AssetType> = {
	...Object.fromEntries(['mp4', 'gif', 'webm', 'mov'].map((ending) => [ending, 'video'])),
	...Object.fromEntries(['wav', 'mp3', 'flac', 'ogg', 'txt'].map((ending) => [ending, 'voice'])),
	...Object.fromEntries(['glb', 'obj', 'stl', 'ply'].map((ending) => [ending, '3d'])),
};

/** What a key has made: the list of it, and how to get rid of it. */
export const assetHelpers: Helper[] = [
	{
		path: '/api/v6/assets_generated',
		family: present,
		fields: {
			type: required(choice(types)),
			per_page: whole(10, 1, 30),
			page: whole(1, 1),
		},
		answer: assetsGenerated,
	},
	{
		path: '/api/v3/delete_image',
		family: present,
		fields: {
			request_id: { type: 'whole', required: true },
			type: choice(types, 'image'),
		},
		answer: deleteAsset,
	},
];

/** The finished jobs of the key, newest first. */
function assetsGenerated({ books, queue }: Desk, { account, values }: HelperCall): Answer {
	const perPage = Number(values.per_page);
	const page = Number(values.page);
	const assets = books.jobs
		.filter(
			(entry) =>
				entry.owner === account.owner &&
				entry.state === 'success' &&
				typeOf(entry) === values.type &&
				queue.find(String(entry.id)) !== undefined,
		)
		.reverse();
	const first = (page - 1) * perPage;
	const shown = assets.slice(first, first + perPage);
	return json(200, {
		status: 'success',
		type: values.type,
		data: shown.map(({ id, links }) => ({ id, output: links })),
		pagination: {
			current_page: page,
			per_page: perPage,
			total: assets.length,
			last_page: Math.max(1, Math.ceil(assets.length / perPage)),
			from: shown.length > 0 ? first + 1 : null,
			to: shown.length > 0 ? first + shown.length : null,
		},
	});
}

/** Takes away a finished job with its files, or a file that was uploaded. Only its success has the old spelling. */
function deleteAsset(desk: Desk, { account, values }: HelperCall): Answer {
	const id = Number(values.request_id);
	const job = desk.queue.find(String(id));
	if (
		job?.account === account &&
		job.entry.finished !== undefined &&
		typeOf(job.entry) === values.type
	) {
		const links = [...job.entry.links, ...job.futureLinks, ...job.proxyLinks];
		desk.files.remove(links.map((link) => new URL(link).pathname));
		desk.queue.forget(id);
		return done(early, 'image deleted');
	}
	const upload = uploadsOf(account).get(id);
	if (upload && typeOf({ links: [upload] }) === values.type) {
		desk.files.remove([upload]);
		uploadsOf(account).delete(id);
		return done(early, 'image deleted');
	}
	// What the service says to an id that it does not have is not printed; fetch has these words.
	return refusedBy(present, 404, 'Request not found');
}

/** Undefined for jobs without a file, such as a caption. */
function typeOf({ links }: Pick<JobEntry, 'links'>): AssetType | undefined {
	if (links.length === 0) return undefined;
	return typesByEnding[links[0].split('.').at(-1) ?? ''] ?? 'image';
}
