import type { Endpoint } from '../endpoint';
import { imageTo3d } from './imageTo3d';
import { textTo3d } from './textTo3d';

export const threeDEndpoints: readonly Endpoint[] = [textTo3d, imageTo3d];
