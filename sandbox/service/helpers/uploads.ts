import { json, type Answer } from '../../core/answer';
import type { Account } from '../../core/accounts';
import type { Desk } from '../../core/desk';
import { fromBase64 } from '../../core/inputs';
import { kindOf } from '../../media/signatures';
import { decodePicture, encodePng } from '../../paint/picture';
import { refusedBy } from '../call';
import { families, type Family } from '../families';
import { choice, flag, required, text } from '../fields';
import { memory } from '../memory';
import { cropToSquare } from './crop';
import { done, early, enterprise, present, type Helper, type HelperCall } from './helper';
import { endingOf } from './mimeTypes';

const mostBytes = 5 * 1024 * 1024;
const lifeSeconds = 24 * 60 * 60;

/** What a key has uploaded: paths by the number that the answer gave. */
export const uploadsOf = memory<Account, Map<number, string>>(() => new Map());

/** base64 in, link out. Most take a data URI; where the pages say no more than base64, the bare text is taken too. */
export const uploadHelpers: Helper[] = [
	base64ToUrl('/api/v6/base64_to_url', present, 'base64_string', /^(image|audio|video|model)\//),
	base64ToUrl(
		'/api/v6/image_editing/base64_to_url',
		families.imageEditing,
		'init_image',
		/^image\//,
		'bare',
	),
	base64ToUrl('/api/v6/video/base64_to_url', present, 'init_obj', /^(video\/|image\/gif$)/),
	// The pattern in the openapi has letters and digits only: model/gltf-binary is refused, model/glb is right.
	base64ToUrl('/api/v6/3d/base64_to_url', present, 'init_obj', /^model\/[a-zA-Z0-9]+$/),
	base64ToUrl('/api/v6/voice/base64_to_url', present, 'init_audio', /^audio\//, 'bare'),
	{
		path: '/api/v3/base64_crop',
		family: present,
		fields: {
			image: required(text),
			// Required in the general openapi, optional in the one on training: the stricter reading.
			crop: required(flag(true, { form: 'trueFalse' })),
		},
		answer: base64Crop,
	},
	{
		path: '/api/v1/enterprise/upload_image',
		family: enterprise,
		fields: {
			base64_image: required(text),
			image_type: required(choice(['png', 'jpeg', 'jpg'])),
		},
		answer: uploadImage,
	},
];

/** `bare` says that base64 without the head of a data URI is taken too. */
function base64ToUrl(
	path: string,
	family: Family,
	field: string,
	types: RegExp,
	bare?: 'bare',
): Helper {
	return {
		path,
		family,
		fields: { [field]: required(text) },
		answer: (desk, { account, values }) => {
			const sent = String(values[field]);
			const type = mimeTypeOf(sent);
			const isForm = type === undefined ? bare === 'bare' : types.test(type);
			const bytes = isForm ? fromBase64(sent) : undefined;
			const refuse = (message: string) => refusedBy(family, family.refusalCode, message);
			if (!bytes) return refuse(`The ${field} field must be a base64 data URI.`);
			if (bytes.length > mostBytes) {
				return refuse(`The ${field} field must not be greater than 5 MB.`);
			}
			const known = type ?? typeOf(bytes, field);
			const { id, link } = keep(desk, account, bytes, endingOf(known), known);
			return json(200, { status: 'success', id, output: [link] });
		},
	};
}

/**
 * `crop` cuts the largest square out of the middle, 512 by 512 pixels, as training wants its pictures. Only the
 * success has the old spelling.
 */
function base64Crop(desk: Desk, { account, values }: HelperCall): Answer {
	const bytes = fromBase64(String(values.image));
	const picture = bytes && decodePicture(bytes);
	if (!bytes || !picture) {
		return refusedBy(present, 400, 'The image field must be a base64 image.');
	}
	if (bytes.length > mostBytes) {
		return refusedBy(present, 400, 'The image field must not be greater than 5 MB.');
	}
	const kept = values.crop === true ? cropToSquare(picture, 512) : picture;
	const { id, link } = keep(desk, account, encodePng(kept), 'png', 'image/png');
	return done(early, 'image uploaded', { link, request_id: id });
}

/** Into the customer's own bucket. The sample has bare base64, so a data URI is refused. */
function uploadImage(desk: Desk, { account, values }: HelperCall): Answer {
	const sent = String(values.base64_image);
	const bytes = mimeTypeOf(sent) === undefined ? fromBase64(sent) : undefined;
	if (!bytes || !decodePicture(bytes)) {
		return refusedBy(enterprise, enterprise.refusalCode, 'base64_image must be a base64 image');
	}
	const ending = String(values.image_type);
	const type = ending === 'png' ? 'image/png' : 'image/jpeg';
	const { link } = keep(desk, account, bytes, ending, type, '/bucket/generations');
	return done(enterprise, 'image uploaded', { image_url: link });
}

/** Keeps the bytes as a file for a day; in a customer's own bucket for good. */
function keep(
	{ files, queue, chance }: Desk,
	account: Account,
	bytes: Buffer,
	ending: string,
	type: string,
	folder = '/temp',
): { id: number; link: string } {
	const name = `${chance.whole('uploads', 1e9, 4e9)}${chance.whole('uploads', 1e9, 4e9)}`;
	const path = `${folder}/${name}.${ending}`;
	const now = Date.now();
	files.put([path], {
		make: () => bytes,
		type,
		readyAt: () => now,
		lifeSeconds: () => (folder === '/temp' ? lifeSeconds : Number.POSITIVE_INFINITY),
	});
	const id = queue.nextId();
	uploadsOf(account).set(id, path);
	return { id, link: files.linkOf(path) };
}

/** The type of bare base64, by its first bytes; the commonest one of the field when they say nothing. */
function typeOf(bytes: Buffer, field: string): string {
	if (field === 'init_audio') return `audio/${kindOf(bytes) ?? 'wav'}`;
	return bytes[0] === 0xff && bytes[1] === 0xd8 ? 'image/jpeg' : 'image/png';
}

/** The type in the head of a data URI; undefined for bare base64. */
function mimeTypeOf(sent: string): string | undefined {
	return /^data:([\w.+/-]+)(;[\w=.+-]+)*;base64,/i.exec(sent)?.[1];
}
