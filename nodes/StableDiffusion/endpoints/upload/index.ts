import type { Endpoint } from '../endpoint';
import { checkImage } from './checkImage';
import { checkPrompt } from './checkPrompt';
import { cropImage } from './cropImage';
import { deleteImage } from './deleteImage';
import { imageToUrl } from './imageToUrl';
import { audioToUrl, modelToUrl, videoToUrl } from './mediaToUrl';
import { uploadToServer } from './uploadToServer';

export const uploadEndpoints: readonly Endpoint[] = [
	imageToUrl,
	audioToUrl,
	videoToUrl,
	modelToUrl,
	cropImage,
	uploadToServer,
	checkImage,
	checkPrompt,
	deleteImage,
];
