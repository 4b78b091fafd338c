export { textTo3d } from './textTo3d';
export { imageTo3d } from './imageTo3d';
