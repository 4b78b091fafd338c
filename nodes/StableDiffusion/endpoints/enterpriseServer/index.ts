import type { Endpoint } from '../endpoint';
import { clearCache, clearQueue, restartServer, systemDetails, updateServer } from './control';
import { schedulersList } from './schedulersList';
import { resetS3, updateS3 } from './storage';
import { subscriptions } from './subscriptions';

export const enterpriseServerEndpoints: readonly Endpoint[] = [
	systemDetails,
	restartServer,
	updateServer,
	clearCache,
	clearQueue,
	schedulersList,
	updateS3,
	resetS3,
	subscriptions,
];
