export { getSystemDetails, restart, update, clearCache, clearQueue } from './control';
export { getManySchedulers } from './getManySchedulers';
export { updateS3, resetS3 } from './storage';
export { getManySubscriptions } from './getManySubscriptions';
