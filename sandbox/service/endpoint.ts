/** What a field takes. Numbers may always come as numeric text too, as the service allows. */
export interface Field {
	type: 'text' | 'whole' | 'number' | 'flag' | 'choice' | 'link' | 'image' | 'track';
	required?: boolean;
	default?: unknown;
	min?: number;
	max?: number;
	/** Numbers have to be divisible by this. */
	step?: number;
	/** Values above `max` are cut to it, in place of a refusal. */
	clamp?: boolean;
	/** The values of a `choice`. */
	values?: readonly string[];
	/** How this flag has to be sent, where it differs from its family. */
	form?: 'text' | 'boolean' | 'both';
	/** An `image` that is a link always, also with base64 on. */
	linkOnly?: boolean;
	/** The field's name in `meta`; false = not echoed. */
	echo?: string | false;
	/** Flags that are echoed as "0" and "1" in place of yes and no. */
	digits?: boolean;
}

export type Fields = Record<string, Field>;

/** The pictures an endpoint can make; each has one entry in `pictures.ts`. */
export type Making =
	'text2img' | 'img2img' | 'inpaint' | 'upscale' | 'removeBackground' | 'eraseObject' | 'outpaint';

/** One endpoint that makes a job. This table row is all that is needed to add one. */
export interface Endpoint {
	path: string;
	/** A name of `families`. */
	family: string;
	makes: Making;
	fields: Fields;
	/** `text`: the result is one address and no list, and there is no `meta`. */
	output?: 'list' | 'text';
	/** Takes the models of this list, and refuses others. */
	models?: 'public' | 'enterprise';
	/** Without width and height in the request the result is as large as the first input picture. */
	sizeOfInput?: boolean;
	/** Refused on the small plan. */
	premium?: boolean;
	/** Fixed entries of `meta`. */
	meta?: Record<string, unknown>;
}
