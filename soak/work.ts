import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** What one run asks the service for: an operation in one of its APIs, small enough to be made by the thousand. */
export interface Work {
	name: string;
	/** How often it is drawn, beside the others. */
	weight: number;
	account: 'standard' | 'enterprise';
	/** The API that Result > Fetch is told of, for a job by its ID. */
	family: string;
	/** What is asked for: resource, operation, and the operation's own fields as expressions on the item. */
	parameters: IDataObject;
	/** Fields of the Options collection. */
	options?: IDataObject;
	/** It can make several files in one job. */
	samples?: boolean;
	/** Its items carry a picture in a binary field. */
	picture?: boolean;
	/** Its result is a text without a file. */
	words?: boolean;
}

const prompt = '={{ $json.prompt }}';
const track_id = '={{ $json.track }}';
const seed = '={{ $json.seed }}';
const small = { width: 64, height: 64 };
const fromBinary = (name: string): IDataObject => ({
	[`${name}_from`]: 'binary',
	[`${name}_field`]: 'picture',
});
const fromLink = (name: string): IDataObject => ({
	[`${name}_from`]: 'url',
	[name]: '={{ $json.link }}',
});
const modelOf = (value: string): IDataObject => ({
	model_id: { __rl: true, mode: 'id', value },
});

const image = (family: string, more: IDataObject = {}): IDataObject => ({
	resource: 'image',
	operation: 'generate',
	family,
	prompt,
	...more,
});
const pictures = { ...small, samples: '={{ $json.samples }}', seed, track_id };

export const works: readonly Work[] = [
	{
		name: 'v6',
		weight: 5,
		account: 'standard',
		family: 'images',
		parameters: image('images', modelOf('flux')),
		options: pictures,
		samples: true,
	},
	{
		name: 'v6, base64',
		weight: 1,
		account: 'standard',
		family: 'images',
		parameters: image('images', modelOf('flux')),
		options: { ...pictures, base64: true },
		samples: true,
	},
	{
		name: 'realtime',
		weight: 4,
		account: 'standard',
		family: 'realtime',
		parameters: image('realtime'),
		options: pictures,
		samples: true,
	},
	{
		name: 'v3',
		weight: 3,
		account: 'standard',
		family: 'v3',
		parameters: image('v3'),
		options: pictures,
		samples: true,
	},
	{
		name: 'dreambooth',
		weight: 2,
		account: 'standard',
		family: 'dreamboothV4',
		parameters: image('dreamboothV4', modelOf('midjourney')),
		options: pictures,
		samples: true,
	},
	{
		name: 'enterprise',
		weight: 3,
		account: 'enterprise',
		family: 'enterprise',
		parameters: image('enterprise', modelOf('sdxl')),
		options: pictures,
		samples: true,
	},
	{
		name: 'enterprise server',
		weight: 2,
		account: 'enterprise',
		family: 'enterprise/realtime',
		parameters: image('enterprise/realtime'),
		options: { ...small, seed, track_id },
	},
	{
		name: 'image to image',
		weight: 2,
		account: 'standard',
		family: 'images',
		parameters: {
			...image('images', modelOf('flux')),
			operation: 'imageToImage',
			...fromBinary('init_image'),
		},
		options: pictures,
		samples: true,
		picture: true,
	},
	{
		name: 'uploaded image',
		weight: 2,
		account: 'standard',
		family: 'realtime',
		parameters: {
			...image('realtime'),
			operation: 'imageToImage',
			...fromBinary('init_image'),
		},
		options: pictures,
		samples: true,
		picture: true,
	},
	{
		name: 'remove background',
		weight: 2,
		account: 'standard',
		family: 'imageEditing',
		parameters: {
			resource: 'imageEditing',
			operation: 'removeBackground',
			family: 'imageEditing',
			...fromLink('init_image'),
		},
		options: { seed, track_id },
	},
	{
		name: 'outpaint',
		weight: 2,
		account: 'standard',
		family: 'imageEditing',
		parameters: {
			resource: 'imageEditing',
			operation: 'outpaint',
			family: 'imageEditing',
			prompt,
			...fromBinary('init_image'),
			...small,
		},
		options: { seed, track_id },
		picture: true,
	},
	{
		name: 'caption',
		weight: 2,
		account: 'standard',
		family: 'imageEditing',
		parameters: {
			resource: 'imageEditing',
			operation: 'caption',
			...fromLink('init_image'),
		},
		options: { track_id },
		words: true,
	},
	{
		name: 'video',
		weight: 2,
		account: 'standard',
		family: 'video',
		parameters: {
			resource: 'video',
			operation: 'textToVideo',
			family: 'video',
			model_id: 'cogvideox',
			prompt,
		},
		options: { ...small, seed, track_id },
	},
	{
		name: 'lyrics',
		weight: 2,
		account: 'standard',
		family: 'voice',
		parameters: { resource: 'voice', operation: 'generateLyrics', prompt },
		options: { track_id },
	},
	{
		name: 'sound',
		weight: 1,
		account: 'standard',
		family: 'voice',
		parameters: { resource: 'voice', operation: 'generateSoundEffect', family: 'voice', prompt },
		options: { track_id },
	},
	{
		name: 'custom request',
		weight: 2,
		account: 'standard',
		family: 'realtime',
		parameters: {
			resource: 'custom',
			operation: 'job',
			path: '/api/v6/realtime/text2img',
			body: '={{ { prompt: $json.prompt, seed: $json.seed, track_id: $json.track, width: 64, height: 64 } }}',
		},
	},
];

/** What the run's items say; each is told from all others by its prompt, its track_id and its seed. */
export function itemsOf(
	work: Work,
	how: { run: number; samples: readonly number[]; link: string; picture: Buffer },
): INodeExecutionData[] {
	return how.samples.map((samples, item) => ({
		json: {
			prompt: `picture ${how.run} of item ${item}`,
			track: trackOf(how.run, item),
			seed: 1_000 + item,
			samples,
			link: how.link,
			// Of another node: it names nothing that Result > Fetch may ask for.
			id: 999_999_999,
		},
		...(work.picture && {
			binary: {
				picture: {
					data: how.picture.toString('base64'),
					mimeType: 'image/png',
					fileName: 'picture.png',
				},
			},
		}),
	}));
}

/** The name of an item in the sandbox's books. */
export const trackOf = (run: number, item: number): number => run * 1_000 + item;
export const itemOfTrack = (track: number): number => track % 1_000;
