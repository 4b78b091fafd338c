import type { Endpoint } from '../endpoint';
import { imageToVideo } from './imageToVideo';
import { imageToVideoUltra } from './imageToVideoUltra';
import { removeWatermark } from './removeWatermark';
import { textToVideo } from './textToVideo';
import { textToVideoUltra } from './textToVideoUltra';
import { videoToVideo } from './videoToVideo';

/** `scene_maker` is left out: the service switched it off. */
export const videoEndpoints: readonly Endpoint[] = [
	textToVideo,
	imageToVideo,
	textToVideoUltra,
	imageToVideoUltra,
	videoToVideo,
	removeWatermark,
];
