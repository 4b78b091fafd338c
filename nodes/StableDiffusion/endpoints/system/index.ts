import type { Endpoint } from '../endpoint';
import { systemLoad } from './systemLoad';

export const systemEndpoints: readonly Endpoint[] = [systemLoad];
