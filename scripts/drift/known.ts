import type { Known } from './finding';
import { conflicts } from './known/conflicts';
import { imageEditing } from './known/imageEditing';
import { images } from './known/images';
import { media } from './known/media';
import { service } from './known/service';
import { shared } from './known/shared';

/**
 * Where the registry says something else than the service's machine-readable descriptions, and why. An entry
 * holds for exactly one kind of difference, with the values of both sides, and has to go when that has gone.
 */
export const known: readonly Known[] = [
	...shared,
	...images,
	...imageEditing,
	...media,
	...service,
	...conflicts,
];
