import type { Endpoint } from '../endpoint';
import * as field from '../fields';

export const checkPrompt: Endpoint = {
	resource: 'upload',
	operation: 'checkPrompt',
	name: 'Check Prompt',
	action: 'Check prompt for unsafe content',
	description:
		'Find out whether a prompt asks for unsafe or forbidden content, and how it reads without it',
	variants: { general: '/api/check_nsfw_cp' },
	fields: [
		{ ...field.prompt, description: 'The prompt to look at for unsafe or forbidden content' },
	],
	gives: 'body',
	reads: true,
	thing: 'Answer',
};
