// `scene_maker` is left out: the service switched it off.
export { textToVideo } from './textToVideo';
export { imageToVideo } from './imageToVideo';
export { textToVideoUltra } from './textToVideoUltra';
export { imageToVideoUltra } from './imageToVideoUltra';
export { videoToVideo } from './videoToVideo';
export { removeWatermark } from './removeWatermark';
