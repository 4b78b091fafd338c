import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpoints, resources } from '../../nodes/StableDiffusion/endpoints';
import { leftOut } from '../../nodes/StableDiffusion/endpoints/leftOut';
import { root } from '../lib/paths';
import { coveragePage } from './coverage';
import { errorsPage } from './errors';
import { between } from './marks';
import { momentsTable } from './moments';
import { operationsTable } from './operations';
import { waitingPicture } from './waitingPicture';

/** A file that is written out of what the node is made of, as a whole or in part. */
export interface Written {
	/** Below the project's folder. */
	readonly file: string;
	/** The file as it has to be. */
	readonly text: (now: string) => string | Promise<string>;
}

export const written: readonly Written[] = [
	{ file: 'docs/coverage.md', text: () => coveragePage(resources, endpoints, leftOut) },
	{ file: 'docs/errors.md', text: async () => await errorsPage() },
	{
		file: 'docs/waiting.md',
		text: (now) => between('moments', now, momentsTable(), 'docs/waiting.md'),
	},
	{ file: 'docs/pictures/waiting.svg', text: () => waitingPicture() },
	{ file: 'README.md', text: (now) => between('operations', now, operationsTable(), 'README.md') },
];

/** What a file is now, and what it has to be. */
export async function stateOf({
	file,
	text,
}: Written): Promise<{ path: string; now: string; due: string }> {
	const path = join(root, file);
	const now = existsSync(path) ? readFileSync(path, 'utf8') : '';
	return { path, now, due: await text(now) };
}
