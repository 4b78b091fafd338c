import type { Answer } from '../../core/answer';
import type { Desk } from '../../core/desk';
import { refusedBy, type Call } from '../call';
import { checkFields } from '../check';
import { accountHelpers } from './account';
import { assetHelpers } from './assets';
import { enterpriseModelHelpers } from './enterpriseModels';
import type { Helper } from './helper';
import { moderationHelpers } from './moderation';
import { publicModelHelpers } from './publicModels';
import { serverHelpers } from './servers';
import { storageHelpers } from './storage';
import { trainingHelpers } from './training';
import { uploadHelpers } from './uploads';
import { voiceHelpers } from './voices';

export type { Helper } from './helper';

/** Every call that makes no job. */
export const helpers: readonly Helper[] = [
	...accountHelpers,
	...assetHelpers,
	...uploadHelpers,
	...moderationHelpers,
	...publicModelHelpers,
	...trainingHelpers,
	...voiceHelpers,
	...serverHelpers,
	...enterpriseModelHelpers,
	...storageHelpers,
];

/** A helper's address that was recognised. */
export interface HelperTarget {
	helper: Helper;
	/** The id in the path; empty where the path has none. */
	id: string;
}

const exact = new Map(helpers.map((helper) => [helper.path, helper]));
const patterns = helpers
	.filter(({ path }) => path.includes('{id}'))
	.map((helper) => ({
		helper,
		pattern: new RegExp(`^${helper.path.replace('{id}', '([^/{}]+)')}$`),
	}));

export function helperTarget(path: string): HelperTarget | undefined {
	for (const { helper, pattern } of patterns) {
		const match = pattern.exec(path);
		if (match) return { helper, id: match[1] };
	}
	const helper = exact.get(path);
	return helper && { helper, id: '' };
}

/** Checks the fields of the call and answers it. */
export async function answerHelper(
	desk: Desk,
	{ helper, id }: HelperTarget,
	call: Call,
): Promise<Answer> {
	const { family } = helper;
	const { values, refusals } = checkFields({ fields: helper.fields ?? {} }, family, call.body);
	const [refusal] = Object.values(refusals);
	if (refusal) return refusedBy(family, family.refusalCode, refusal[0]);
	return await helper.answer(desk, { ...call, values, id });
}
