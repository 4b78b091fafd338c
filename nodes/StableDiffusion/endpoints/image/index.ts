import type { Endpoint } from '../endpoint';
import { controlnet } from './controlnet';
import { flux2 } from './flux2';
import { fluxKontext } from './fluxKontext';
import { generate } from './generate';
import { imageToImage } from './imageToImage';
import { inpaint } from './inpaint';
import { upscale } from './upscale';

export const imageEndpoints: readonly Endpoint[] = [
	generate,
	imageToImage,
	inpaint,
	controlnet,
	flux2,
	fluxKontext,
	upscale,
];
