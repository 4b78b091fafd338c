export { getBalance, getSubscribedProducts, getRequestsInProcess } from './standing';
export { getManyGeneratedFiles } from './getManyGeneratedFiles';
export { clearCache } from './clearCache';
