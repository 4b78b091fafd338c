import type { Body } from './world';

/** One call that makes no job: a right body, what comes back, and what is refused. */
export interface HelperCase {
	path: string;
	body?: Body;
	/** The whole answer. */
	answer: unknown;
	/** Fields that the contract marks as required. */
	required?: string[];
	/** Bodies that are refused: these values in place of the right ones. */
	wrong?: Body[];
}

export const text = expect.any(String) as unknown;
export const count = expect.any(Number) as unknown;
export const done = (message: string) => ({ status: 'success', message });
export const link = (ending: string) =>
	expect.stringMatching(new RegExp(`^http://127.*\\.${ending}$`)) as unknown;

/** The right bodies need a picture and a sound to point at. */
export interface Files {
	image: string;
	imageBase64: string;
	audio: string;
}
