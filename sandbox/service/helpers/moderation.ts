import { json, type Answer } from '../../core/answer';
import type { Desk } from '../../core/desk';
import { loadInput, type TakesBase64 } from '../../core/inputs';
import { refusedBy } from '../call';
import type { Field, Fields } from '../endpoint';
import type { Family } from '../families';
import { image, imageLink, number, required, text } from '../fields';
import { hasWord } from '../job';
import { enterprise, present, type Helper, type HelperCall } from './helper';

const checkImage = (family: Family, field: Field, more: Fields = {}): Omit<Helper, 'path'> => ({
	family,
	fields: { init_image: required(field), ...more },
	answer: (desk, call) => imageCheck(desk, call, family, field.linkOnly ? 'never' : 'always'),
});

/** What the safety checks say about a picture or a prompt. */
export const moderationHelpers: Helper[] = [
	{
		path: '/api/v3/nsfw_image_check',
		...checkImage(present, imageLink, { threshold: number(0.5, 0, 1) }),
	},
	{ path: '/api/v1/enterprise/nsfw_image_check', ...checkImage(enterprise, image) },
	{
		path: '/api/check_nsfw_cp',
		family: present,
		fields: { prompt: required(text) },
		answer: (_desk, { values }) => promptCheck(String(values.prompt)),
	},
];

/** The answer has no status. How sure the check is: very, when a word says so, and hardly at all otherwise. */
async function imageCheck(
	desk: Desk,
	{ values }: HelperCall,
	family: Family,
	takes: TakesBase64,
): Promise<Answer> {
	const sent = String(values.init_image);
	if (!(await loadInput(desk.files, sent, takes))) {
		return refusedBy(family, family.refusalCode, 'Unable to fetch image from provided URL');
	}
	const score = isMarked(desk, sent) ? 0.9 : 0.1;
	const threshold = Number(values.threshold ?? 0.5);
	return json(200, { images: sent, has_nsfw_concept: [score >= threshold] });
}

/** True when the word stands in the picture's address, or in the prompt of the job that made the picture. */
function isMarked({ books }: Desk, sent: string): boolean {
	if (!/^https?:/i.test(sent)) return false;
	const maker = books.jobs.find(({ links }) => links.includes(sent));
	return hasWord({ prompt: sent }, 'nsfw') || hasWord({ prompt: maker?.prompt }, 'nsfw');
}

function promptCheck(prompt: string): Answer {
	const isForbidden = hasWord({ prompt }, 'forbidden');
	return json(200, {
		status: 'success',
		is_cp: isForbidden,
		is_nsfw: isForbidden || hasWord({ prompt }, 'nsfw'),
		original_prompt: prompt,
		filtered_prompt: prompt
			.replace(/\b(nsfw|forbidden)\b/gi, '')
			.replace(/\s+/g, ' ')
			.trim(),
	});
}
