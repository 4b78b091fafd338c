import { because } from './because';

const flux = ['system_details', 'restart_server', 'clear_cache', 'clear_queue'];
const training = ['/api/v3/lora_fine_tune'];

/** Enterprise servers, account, uploads and training. */
export const service = [
	...because(
		'The pages of Flux 2 call the Flux server and name in the body which one is meant',
		flux.map((call) => `/api/v1/enterprise/flux/${call}`),
		['deploy_type', 'unknown', 'text, default flux, one of flux/flux_2_dev', 'nothing'],
	),
	...because(
		'Marked as optional with a default; what is deleted for good has to be said',
		['/api/v3/delete_image'],
		['type', 'required', 'true', 'false'],
	),
	...because(
		'Two descriptions disagree; it is always sent, with its default if nobody changes it',
		['/api/v3/base64_crop'],
		['crop', 'required', 'true', 'false, true'],
	),
	...because(
		'A text that holds a number; the limits stand in the words beside it only',
		training,
		['max_train_steps', 'minimum', '10', 'nothing'],
		['max_train_steps', 'maximum', '50', 'nothing'],
	),
	...because(
		'A list of words that the service takes by itself where nothing is sent; too long to show',
		training,
		['negative_prompt', 'default', 'nothing', 'text of 196 characters'],
	),
	{
		path: '/api/v5/clear_cache',
		what: 'method' as const,
		ours: 'POST',
		theirs: 'GET',
		reason: 'Its page posts, as every other call does; a body with a GET is not taken everywhere',
	},
];
