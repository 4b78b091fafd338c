import type { Endpoint } from '../endpoint';
import { clearCache } from './clearCache';
import { getManyGeneratedFiles } from './getManyGeneratedFiles';
import { getBalance, getRequestsInProcess, getSubscribedProducts } from './standing';

export const accountEndpoints: readonly Endpoint[] = [
	getBalance,
	getSubscribedProducts,
	getRequestsInProcess,
	getManyGeneratedFiles,
	clearCache,
];
