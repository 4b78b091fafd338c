export { systemLoad } from './systemLoad';
