import type { Endpoint } from '../endpoint';
import { generatedAssets } from './generatedAssets';
import { balance, products, requestsInProcess } from './standing';

export const accountEndpoints: readonly Endpoint[] = [
	balance,
	products,
	requestsInProcess,
	generatedAssets,
];
