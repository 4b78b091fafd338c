import { enterpriseServers } from '../../api/families';
import type { Endpoint, Field } from '../endpoint';
import { confirm } from '../serviceFields';

/** The text-to-image server has its control calls at the base; every other server below its own name. */
const onEveryServer = (call: string): Endpoint['variants'] => ({
	enterprise: `/api/v1/enterprise/${call}`,
	...Object.fromEntries(
		enterpriseServers.map((server) => [
			`enterprise/${server}`,
			`/api/v1/enterprise/${server}/${call}`,
		]),
	),
});

/** Flux 2 has no address of its own: its pages call the Flux server and name it in the body. */
const fluxServer: Field = {
	name: 'deploy_type',
	kind: 'choice',
	displayName: 'Server Type',
	description: 'Which of the servers that share this address is meant',
	place: 'main',
	default: 'flux',
	choices: [
		{ value: 'flux', name: 'Flux' },
		{ value: 'flux_2_dev', name: 'Flux 2 Dev' },
	],
	families: ['enterprise/flux'],
};

export const getSystemDetails: Endpoint = {
	resource: 'enterpriseServer',
	operation: 'getSystemDetails',
	name: 'Get System Details',
	action: 'Get system details',
	description: 'How many models the server has, and how long its queue is',
	variants: onEveryServer('system_details'),
	fields: [fluxServer],
	gives: 'body',
	reads: true,
	thing: 'Answer',
};

export const restart: Endpoint = {
	resource: 'enterpriseServer',
	operation: 'restart',
	name: 'Restart',
	action: 'Restart server',
	description:
		'Restart the server; running jobs are lost. The answer comes when that begins, not when it is done.',
	variants: onEveryServer('restart_server'),
	fields: [fluxServer, confirm('restart the server', 'jobs that are running on it are lost')],
	gives: 'body',
	thing: 'Answer',
};

export const update: Endpoint = {
	resource: 'enterpriseServer',
	operation: 'update',
	name: 'Update',
	action: 'Update server',
	description:
		'Bring the software of the server up to date; running jobs are lost. The answer comes when that begins, not when it is done.',
	// Some official clients call it `update`, and the page of the Flux server prints the path of Realtime:
	// every other page has this one.
	variants: onEveryServer('update_server'),
	fields: [fluxServer, confirm('update the server', 'jobs that are running on it are lost')],
	gives: 'body',
	thing: 'Answer',
};

export const clearCache: Endpoint = {
	resource: 'enterpriseServer',
	operation: 'clearCache',
	name: 'Clear Cache',
	action: 'Clear cache of server',
	description: 'Empty the cache of the server',
	variants: onEveryServer('clear_cache'),
	fields: [fluxServer],
	gives: 'body',
	thing: 'Answer',
};

export const clearQueue: Endpoint = {
	resource: 'enterpriseServer',
	operation: 'clearQueue',
	name: 'Clear Queue',
	action: 'Clear queue of server',
	description:
		'Drop all jobs that wait on the server, and restart it. No single job can be dropped.',
	variants: onEveryServer('clear_queue'),
	fields: [
		fluxServer,
		confirm(
			'drop every job that waits or runs on the server, and to restart it',
			'the results of all of them are lost',
		),
	],
	gives: 'body',
	thing: 'Answer',
};
