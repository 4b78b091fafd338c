export { uploadImage } from './uploadImage';
export { uploadAudio, uploadVideo, upload3dModel } from './uploadMedia';
export { cropImage } from './cropImage';
export { uploadImageToBucket } from './uploadImageToBucket';
export { checkImage } from './checkImage';
export { checkPrompt } from './checkPrompt';
export { deleteFiles } from './deleteFiles';
