import type { Values } from './check';
import { isMedia, isPicture, type Endpoint } from './endpoint';
import type { Inputs } from './inputs';
import { makeMedia, mediaFile } from './media';
import { makePicture } from './pictures';

/** One file that the job will make; `name` follows the job's own part of the address. */
export interface Result {
	name: string;
	type: string;
	make: () => Buffer;
}

/** The files of a job, in the order of its links; none where the result is words. */
export function resultsOf(
	endpoint: Endpoint,
	values: Values,
	inputs: Inputs,
	made: { seed: number; width: number; height: number; blanked: boolean },
): Result[] {
	if (isMedia(endpoint)) {
		const { extension, type } = mediaFile(endpoint, values);
		const make = () => makeMedia(endpoint, values, inputs, made);
		return [{ name: `.${extension}`, type, make }];
	}
	if (!isPicture(endpoint)) return [];
	return Array.from({ length: Number(values.samples ?? 1) }, (_, index) => ({
		name: `-${index}.png`,
		type: 'image/png',
		make: () => makePicture(endpoint, values, inputs, made, index),
	}));
}

/** Whether the answer has to hold base64 in place of links. */
export function wantsBase64(endpoint: Endpoint, values: Values): boolean {
	if (values.output_type === 'base64') return true;
	return isPicture(endpoint) && values.base64 === true && !endpoint.fields.base64?.inputOnly;
}
