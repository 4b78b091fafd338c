import type { Endpoint } from '../endpoint';
import * as field from '../fields';

export const checkPrompt: Endpoint = {
	resource: 'upload',
	operation: 'checkPrompt',
	name: 'Check Prompt',
	action: 'Check prompt for unsafe content',
	description: 'Whether a prompt asks for unsafe or forbidden content, and what it is without it',
	variants: { general: '/api/check_nsfw_cp' },
	fields: [{ ...field.prompt, description: 'The prompt to check' }],
	gives: 'body',
	thing: 'Answer',
};
