import type { OpenAddress } from '../../options';
import type { Endpoint } from '../endpoint';
import { callback, size, text } from '../fields';
import { endpoints } from '.';

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** An address that the service has and that lies in the same folder. */
const likeOf = (path: string): Endpoint | undefined =>
	[...endpoints.values()].find((each) => folderOf(each.path) === folderOf(path));

export const hasFamily = (path: string): boolean => likeOf(path) !== undefined;

/** The row of an address that takes anything. It speaks like the addresses beside it. */
export function openEndpoint(
	addresses: readonly OpenAddress[],
	path: string,
): Endpoint | undefined {
	const address = addresses.find((each) => each.path === path);
	const like = likeOf(path);
	if (address === undefined || like === undefined) return undefined;
	const fields = { prompt: text, ...size(64, 1024), ...callback };
	return { ...address, family: like.family, open: true, fields };
}
