import type { IBinaryData } from 'n8n-workflow';
import { bytesOf, typeOfBytes } from '../api/fileType';
import type { Context } from './context';
import { download, DownloadFailed, store, type DownloadOptions } from './download';

export { DownloadFailed };

/** One output of a job: a link, a file, a text, or several of them. */
export interface Received {
	/** Missing when the service answered with the file itself. */
	link?: string;
	binary?: IBinaryData;
	/** The file as base64, where it came without a link and was not to be downloaded. */
	base64?: string;
	/** An output that is neither a link nor a file, such as a caption. */
	text?: string;
}

/** Whether an output is a link, and not the file or a text itself. */
export const isLink = (output: string): boolean => /^https?:\/\/\S+$/i.test(output);

/**
 * Hands over one output of a job, whatever form the service gave it: a link, a data URI, base64 text, or
 * a text that is the result itself.
 *
 * @param how without a name, files are not downloaded
 * @throws Stopped
 */
export async function receive(
	context: Context,
	output: string,
	how: Partial<DownloadOptions>,
): Promise<Received | DownloadFailed> {
	const { name } = how;
	if (isLink(output)) {
		if (name === undefined) return { link: output };
		const binary = await download(context, output, { ...how, name });
		return binary instanceof DownloadFailed ? binary : { link: output, binary };
	}
	const bytes = bytesOf(output);
	const type = bytes && typeOfBytes(bytes);
	if (bytes === undefined || type === undefined) return { text: output };
	if (name === undefined) return { base64: output };
	const binary = await store(context, bytes, name, type);
	return binary instanceof DownloadFailed ? binary : { binary };
}
