/** Fields of an answer that not every family has. Names with a capital letter inside are special forms. */
export type Extra =
	| 'tip'
	/** `tip` with nothing in it. */
	| 'emptyTip'
	| 'tip_1'
	| 'eta'
	| 'generationTime'
	| 'meta'
	| 'webhook_status'
	| 'nsfw_content_detected'
	| 'future_links'
	/** `future_links` that name another file than `output`. */
	| 'otherFutureLinks'
	| 'proxy_links'
	/** `proxy_links` as one text with nothing in it. */
	| 'emptyProxyLinks'
	| 'audio_time'
	/** `audio_time` null, as the length is not known yet. */
	| 'noAudioTime'
	| 'extra_assets';

/** How one family of the service speaks. A fact per line, so that two families are compared at a glance. */
export interface Family {
	/** Fetch addresses. `{id}` stands for the job; without it the id comes as `request_id` in the body. */
	fetch: string[];
	/** The address that `fetch_result` shows, without the id; undefined where the answer shows none. */
	fetchResult?: string;
	kind: 'normal' | 'enterprise';
	/** The field that carries a message; the older families write it with an e. */
	messageField: 'message' | 'messege';
	/** How a flag has to be sent. */
	flags: 'text' | 'boolean' | 'both';
	/** How refused fields are told: one text per field in an object, a Laravel sentence, or a short text. */
	refusal: 'object' | 'sentence' | 'short';
	/** HTTP code of refused fields. */
	refusalCode: 200 | 400;
	/** Names of the size in `meta`. */
	sizes: 'WH' | 'words';
	/** `output` of a submit that is not done: an empty list or an empty text. */
	noOutput: [] | '';
	/** The answer to a submit that is not done, beside the common fields. */
	processing: readonly Extra[];
	/** The answer to a submit that is done. */
	success: readonly Extra[];
	/** The answer to a fetch of a job that is not done. */
	waiting: readonly Extra[];
	/** The answer to a fetch of a job that is done. */
	fetched: readonly Extra[];
}

const v3: Family = {
	fetch: ['/api/v3/fetch/{id}', '/api/v3/fetch'],
	fetchResult: '/api/v3/fetch',
	kind: 'normal',
	messageField: 'messege',
	flags: 'text',
	refusal: 'object',
	refusalCode: 200,
	sizes: 'WH',
	noOutput: [],
	processing: ['tip', 'meta'],
	success: ['generationTime', 'meta'],
	waiting: ['tip'],
	fetched: ['emptyTip'],
};

const dreambooth: Family = {
	...v3,
	fetch: ['/api/v3/dreambooth/fetch/{id}', '/api/v4/dreambooth/fetch'],
	fetchResult: '/api/v3/dreambooth/fetch',
	processing: ['tip', 'webhook_status', 'meta', 'future_links'],
	fetched: [],
};

/** The older way to a video; its results lie with those of v3. */
const v5Video: Family = {
	...v3,
	noOutput: '',
	processing: ['tip', 'tip_1', 'meta', 'future_links'],
};

const realtime: Family = {
	fetch: ['/api/v6/realtime/fetch/{id}'],
	fetchResult: '/api/v6/realtime/fetch',
	kind: 'normal',
	messageField: 'message',
	flags: 'boolean',
	refusal: 'sentence',
	refusalCode: 400,
	sizes: 'words',
	noOutput: [],
	processing: ['tip', 'meta', 'future_links', 'proxy_links'],
	success: ['generationTime', 'proxy_links', 'nsfw_content_detected', 'meta'],
	waiting: ['tip'],
	fetched: ['proxy_links'],
};

const images: Family = {
	fetch: ['/api/v6/images/fetch/{id}', '/api/v6/images/fetch'],
	fetchResult: '/api/v6/images/fetch',
	kind: 'normal',
	messageField: 'messege',
	// The machine-readable description has booleans, every printed sample has yes/no: both are taken.
	flags: 'both',
	refusal: 'short',
	refusalCode: 400,
	sizes: 'WH',
	noOutput: [],
	processing: ['tip', 'tip_1', 'webhook_status', 'meta', 'future_links'],
	success: [
		'generationTime',
		'proxy_links',
		'nsfw_content_detected',
		'webhook_status',
		'meta',
		'tip',
	],
	waiting: ['tip'],
	fetched: [],
};

/** Controlnet lives at an address of v5, and its results lie with those of the v6 images. */
const controlnet: Family = {
	...images,
	flags: 'text',
	noOutput: '',
	processing: ['tip', 'tip_1', 'meta', 'future_links'],
	success: ['future_links', 'meta'],
};

const imageEditing: Family = {
	...realtime,
	fetch: ['/api/v6/image_editing/fetch/{id}'],
	fetchResult: '/api/v6/image_editing/fetch',
	refusalCode: 200,
	processing: ['tip', 'meta', 'future_links', 'emptyProxyLinks'],
	fetched: [],
};

/** The families of other media: same habits as realtime, and nothing about the safety of a picture. */
function mediaFamily(name: string, more: Partial<Family> = {}, earlierName?: string): Family {
	return {
		...realtime,
		fetch: [name, ...(earlierName ? [earlierName] : [])].map(
			(each) => `/api/v6/${each}/fetch/{id}`,
		),
		fetchResult: `/api/v6/${name}/fetch`,
		processing: ['tip', 'meta', 'future_links'],
		success: ['generationTime', 'proxy_links', 'meta'],
		fetched: [],
		...more,
	};
}

function v7Family(name: string): Family {
	return {
		...realtime,
		fetch: [`/api/v7/${name}/fetch/{id}`],
		fetchResult: `/api/v7/${name}/fetch`,
	};
}

/** The first enterprise server: ids in the body, text flags, bare answers. */
const enterprise: Family = {
	fetch: ['/api/v1/enterprise/fetch'],
	kind: 'enterprise',
	messageField: 'message',
	flags: 'text',
	refusal: 'short',
	refusalCode: 200,
	sizes: 'WH',
	noOutput: [],
	processing: ['meta'],
	success: ['generationTime', 'meta'],
	waiting: [],
	fetched: [],
};

/** Every other enterprise server has a path of its own, booleans, and the id in the path. */
function enterpriseServer(server: string): Family {
	return {
		...enterprise,
		fetch: [`/api/v1/enterprise/${server}/fetch/{id}`],
		fetchResult: `/api/v1/enterprise/${server}/fetch`,
		flags: 'boolean',
		refusal: 'sentence',
		// Printed for all of them but realtime.
		success: server === 'realtime' ? enterprise.success : ['generationTime', 'proxy_links', 'meta'],
	};
}

/** The servers by the name in their path, also under the names that they had before. */
const enterpriseServers = [
	'realtime',
	'image_editing',
	'super_resolution',
	'flux',
	'flux_klein',
	'flux_kontext_dev',
	'z_image_turbo',
	'qwen',
	'face_gen',
	'flux_headshot',
	'faceswap',
	'deepfake',
	'interior',
	'video',
	'ultra_video',
	'image_to_video_ultra',
	'voice',
	'speech_to_text',
	'text_to_speech',
	'3d',
] as const;

export const families: Record<string, Family> = {
	v3,
	v5Video,
	dreambooth,
	realtime,
	images,
	controlnet,
	imageEditing,
	video: mediaFamily('video', { fetched: ['proxy_links'] }),
	voice: mediaFamily(
		'voice',
		{ processing: ['tip', 'meta', 'future_links', 'proxy_links'], fetched: ['proxy_links'] },
		'whisper',
	),
	threeD: mediaFamily('3d', { processing: ['tip', 'meta', 'future_links', 'extra_assets'] }),
	interior: mediaFamily('interior'),
	faceswap: mediaFamily('faceswap', {}, 'deepfake'),
	v7Images: v7Family('images'),
	v7Video: v7Family('video-fusion'),
	v7Voice: v7Family('voice'),
	enterprise,
	...Object.fromEntries(
		enterpriseServers.map((server) => [`enterprise/${server}`, enterpriseServer(server)]),
	),
};
