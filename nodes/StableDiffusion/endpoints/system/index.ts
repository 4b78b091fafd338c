import type { Endpoint } from '../endpoint';
import { clearCache } from './clearCache';
import { systemLoad } from './systemLoad';

export const systemEndpoints: readonly Endpoint[] = [systemLoad, clearCache];
