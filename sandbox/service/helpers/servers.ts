import { json, type Answer } from '../../core/answer';
import type { Desk } from '../../core/desk';
import type { Fields } from '../endpoint';
import { families, type Family } from '../families';
import { choice } from '../fields';
import { enterpriseShelf } from '../models';
import { round } from './account';
import { done, enterprise, type Helper, type HelperCall } from './helper';

/** The flux server carries Flux 2 beside the first one, and its control calls can name the one that is meant. */
const fluxFields: Fields = { deploy_type: choice(['flux', 'flux_2_dev'], 'flux') };

/** The control calls that every enterprise server has, below the same address as its fetch. */
export const serverHelpers: Helper[] = Object.entries(families)
	.filter(([, family]) => family.kind === 'enterprise')
	.flatMap(([name, family]) =>
		family.fetch.flatMap((fetch) =>
			controls(name, family, fetch.replace(/\/fetch(\/\{id\})?$/, '')),
		),
	);

function controls(name: string, family: Family, base: string): Helper[] {
	const control = (path: string, answer: Helper['answer']): Helper => ({
		path: `${base}/${path}`,
		family,
		fields: name === 'enterprise/flux' ? fluxFields : {},
		answer,
	});
	return [
		control('system_details', (desk, call) => systemDetails(desk, call, family)),
		// These two say that the order was taken, not that it was carried out.
		control('restart_server', () => done(family, 'server restarting')),
		control('update_server', () => done(family, 'server updating')),
		control('clear_cache', () => done(family, 'Cache cleared successfully')),
		control('clear_queue', ({ queue }, { account }) => {
			queue.dropWaiting(
				(job) => job.family === name && job.account === account,
				'Failed, Try Again',
			);
			return done(family, 'Queue cleared, server is restarting');
		}),
	];
}

/** Models are loaded on the first server only; the samples of the others show 0. */
function systemDetails({ queue }: Desk, { account }: HelperCall, family: Family): Answer {
	return json(200, {
		model_count: family === enterprise ? enterpriseShelf(account).ready().length : 0,
		queue_time: round(queue.load('enterprise').seconds),
		status: 'ok',
	});
}
