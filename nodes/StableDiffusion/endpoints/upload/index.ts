import type { Endpoint } from '../endpoint';
import { checkImage } from './checkImage';
import { checkPrompt } from './checkPrompt';
import { cropImage } from './cropImage';
import { deleteFiles } from './deleteFiles';
import { uploadImage } from './uploadImage';
import { uploadImageToBucket } from './uploadImageToBucket';
import { upload3dModel, uploadAudio, uploadVideo } from './uploadMedia';

export const uploadEndpoints: readonly Endpoint[] = [
	uploadImage,
	uploadAudio,
	uploadVideo,
	upload3dModel,
	cropImage,
	uploadImageToBucket,
	checkImage,
	checkPrompt,
	deleteFiles,
];
