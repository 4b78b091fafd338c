import type { Values } from './check';
import type { Extra } from './families';

/** What a field takes. Numbers may always come as numeric text too, as the service allows. */
export interface Field {
	type:
		| 'text'
		| 'whole'
		| 'number'
		| 'flag'
		| 'choice'
		| 'link'
		| 'image'
		| 'audio'
		| 'video'
		/** Several texts or links as an array; one text with commas is taken too. */
		| 'list'
		/** Several of `values` in one text, with commas. */
		| 'names'
		/** Any object or array. */
		| 'json'
		| 'track';
	required?: boolean;
	default?: unknown;
	min?: number;
	max?: number;
	/** Numbers have to be divisible by this. */
	step?: number;
	/** Values above `max` are cut to it, in place of a refusal. */
	clamp?: boolean;
	/** A text may have this many characters. */
	maxLength?: number;
	/** A `list` may have this many entries. */
	maxItems?: number;
	/** What an entry of a `list` is; images are loaded and checked like an `image`. Default `text`. */
	of?: 'text' | 'image';
	/** The values of a `choice` or of `names`. Where they are digits, a number is taken as well as text. */
	values?: readonly string[];
	/** How this flag has to be sent, where it differs from its family; `trueFalse` = the texts "true" and "false". */
	form?: 'text' | 'boolean' | 'both' | 'trueFalse';
	/** An input file that is a link always, also with base64 on. */
	linkOnly?: boolean;
	/** An input file that may be a data URI also with base64 off. */
	dataUri?: boolean;
	/** A seed of 0 asks for a random one. */
	zeroIsRandom?: boolean;
	/** A base64 flag that counts for what is sent only, and not for the answer. */
	inputOnly?: boolean;
	/** The field's name in `meta`; false = not echoed. */
	echo?: string | false;
	/** Flags that are echoed as "0" and "1" in place of yes and no. */
	digits?: boolean;
	/** Flags that are echoed as true and false in place of yes and no. */
	plain?: boolean;
}

export type Fields = Record<string, Field>;

/** The pictures an endpoint can make; each has one entry in `pictures.ts`. */
export type PictureMaking =
	| 'text2img'
	| 'img2img'
	| 'inpaint'
	| 'upscale'
	| 'removeBackground'
	| 'eraseObject'
	| 'outpaint'
	| 'control'
	| 'portrait'
	| 'fashion'
	| 'mask'
	| 'swap';

/** Everything else that a job can make; each has one entry in `media.ts`. */
export const mediaMakings = [
	/** Speech and sounds: wav. */
	'audio',
	/** A melody: wav, or what `output_format` says. */
	'music',
	'mp4',
	/** gif or mp4, as `output_type` says. */
	'video',
	'model3d',
	'lyrics',
	'transcript',
] as const;
export type MediaMaking = (typeof mediaMakings)[number];

/** `caption` makes words that stand in the answer itself, and no file. */
export type Making = PictureMaking | MediaMaking | 'caption';

/** One endpoint that makes a job. This table row is all that is needed to add one. */
export interface Endpoint {
	path: string;
	/** A name of `families`. */
	family: string;
	makes: Making;
	fields: Fields;
	/** Fields that are not in the table are taken as well: nobody knows what it takes. */
	open?: boolean;
	/**
	 * `text`: the result is one address and no list, and there is no `meta`. `links`: a submit that is answered with
	 * the result has `links` in place of `output` and no status. `proxyOnly`: `output` is empty and `proxy_links` has
	 * the result. `words`: `output` is a list of texts that are no addresses.
	 */
	output?: 'list' | 'text' | 'links' | 'proxyOnly' | 'words';
	/** Groups of fields of which one at least has to be sent. */
	needsOneOf?: readonly (readonly string[])[];
	/** The name of a field that these values make necessary and that is missing. */
	refuses?: (values: Values) => string | undefined;
	/** Takes the models of this list, and refuses others. */
	models?: 'public' | 'enterprise';
	/** Without width and height in the request the result is as large as the first input picture. */
	sizeOfInput?: boolean;
	/** Refused on the small plan. */
	premium?: boolean;
	/** Fixed entries of `meta`. */
	meta?: Record<string, unknown>;
	/** The entries of `meta` about the job itself, where they differ from the usual seed, outdir, file_prefix and id. */
	metaEnd?: (about: { id: number; seed: number; uuid: string; file: string }) => object;
	/** What the answers carry beside the common fields, where it differs from the family. */
	processing?: readonly Extra[];
	success?: readonly Extra[];
}

export type PictureEndpoint = Endpoint & { makes: PictureMaking };
export type MediaEndpoint = Endpoint & { makes: MediaMaking };

export function isMedia(endpoint: Endpoint): endpoint is MediaEndpoint {
	return (mediaMakings as readonly string[]).includes(endpoint.makes);
}

export function isPicture(endpoint: Endpoint): endpoint is PictureEndpoint {
	return !isMedia(endpoint) && endpoint.makes !== 'caption';
}
