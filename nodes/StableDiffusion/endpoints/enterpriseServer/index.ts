import type { Endpoint } from '../endpoint';
import { clearCache, clearQueue, getSystemDetails, restart, update } from './control';
import { getManySchedulers } from './getManySchedulers';
import { getManySubscriptions } from './getManySubscriptions';
import { resetS3, updateS3 } from './storage';

export const enterpriseServerEndpoints: readonly Endpoint[] = [
	getSystemDetails,
	restart,
	update,
	clearCache,
	clearQueue,
	getManySchedulers,
	updateS3,
	resetS3,
	getManySubscriptions,
];
