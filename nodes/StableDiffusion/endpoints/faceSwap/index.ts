export { single, multiple } from './images';
export { singleVideo, specificVideo } from './videos';
