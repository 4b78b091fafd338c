import type { FamilyName } from '../../api/families';
import type { Field } from '../endpoint';
import * as field from '../fields';
import { initVideo } from '../mediaFields';

/** Fields that the face swap endpoints share. */

/** The server was called deepfake before; those who bought it then still call it so. */
const servers: FamilyName[] = ['enterprise/deepfake', 'enterprise/faceswap'];

export const image: Field = {
	...field.initImage,
	description: 'The image whose faces are replaced (PNG or JPG)',
	takes: 'base64',
};

export const targetImage: Field = {
	...image,
	name: 'target_image',
	displayName: 'New Face',
	description: "The image with the face that is put in, the service's target image (PNG or JPG)",
};

/** In a video job nothing but links is taken. */
export const faceImage: Field = {
	...field.initImage,
	name: 'target_image',
	as: 'init_image',
	displayName: 'New Face',
	description: 'The image with the face that is put in (PNG or JPG)',
};

export const video: Field = {
	...initVideo,
	description: 'The video whose faces are replaced, shorter than one minute (MP4)',
};

/**
 * Pages of the video swap speak of a face of the image that is put in; their summary, and everything on
 * images, of the face that is replaced.
 */
export const referenceImage: Field = {
	...field.initImage,
	name: 'reference_image',
	displayName: 'Face to Replace',
	description: 'A reference picture of the one face that is replaced (PNG or JPG)',
};

export const watermark: Field = {
	name: 'watermark',
	kind: 'flag',
	displayName: 'Watermark',
	description: 'Whether the result bears a watermark; it does unless this is switched off',
	default: true,
};

export const watermarkImage: Field = {
	name: 'watermark_image',
	kind: 'image',
	displayName: 'Watermark Image',
	description:
		"An image of your own that is laid over the result as its watermark; needs 'Watermark' to be on",
	takes: 'link',
	families: servers,
};

export const outputFormat: Field = {
	name: 'output_format',
	kind: 'text',
	displayName: 'Output Format',
	description: 'The kind of video file you get; the service names no other than mp4',
	placeholder: 'e.g. mp4',
	default: 'mp4',
};

/** The v6 endpoints type `track_id` as a whole number, the servers as a text. */
export const tracking: readonly Field[] = [
	{ ...field.trackNumber, families: ['faceswap'] },
	{ ...field.trackId, families: servers },
	field.webhook,
];
