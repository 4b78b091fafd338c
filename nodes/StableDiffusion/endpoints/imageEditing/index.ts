import type { Endpoint } from '../endpoint';
import { caption } from './caption';
import { faceGen } from './faceGen';
import { fashion } from './fashion';
import { fluxHeadshot } from './fluxHeadshot';
import { headShot } from './headShot';
import { imageMixer } from './imageMixer';
import { inpaint } from './inpaint';
import { magicMix } from './magicMix';
import { maskCreator } from './maskCreator';
import { objectRemoval } from './objectRemoval';
import { outpaint } from './outpaint';
import { qwenEdit } from './qwenEdit';
import { removeBackground } from './removeBackground';

export const imageEditingEndpoints: readonly Endpoint[] = [
	removeBackground,
	caption,
	faceGen,
	fashion,
	fluxHeadshot,
	headShot,
	imageMixer,
	inpaint,
	magicMix,
	maskCreator,
	objectRemoval,
	outpaint,
	qwenEdit,
];
