export { generate } from './generate';
export { imageToImage } from './imageToImage';
export { inpaint } from './inpaint';
export { controlnet } from './controlnet';
export { flux2 } from './flux2';
export { fluxKontext } from './fluxKontext';
export { upscale } from './upscale';
