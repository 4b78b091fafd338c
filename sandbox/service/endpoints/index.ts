import type { Endpoint } from '../endpoint';
import { enterprise } from './enterprise';
import { imageEditing } from './imageEditing';
import { images } from './images';
import { realtime } from './realtime';
import { v3 } from './v3';

/** Every endpoint that makes a job, by its path. */
export const endpoints: ReadonlyMap<string, Endpoint> = new Map(
	[...v3, ...realtime, ...images, ...imageEditing, ...enterprise].map((endpoint) => [
		endpoint.path,
		endpoint,
	]),
);
