import type { Endpoint } from '../endpoint';
import { multiple, single } from './images';
import { singleVideo, specificVideo } from './videos';

export const faceSwapEndpoints: readonly Endpoint[] = [
	single,
	multiple,
	singleVideo,
	specificVideo,
];
