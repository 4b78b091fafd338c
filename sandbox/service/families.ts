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
	/** What the answers of this family carry beside the common fields. */
	extras: { tip: boolean; futureLinks: boolean; proxyLinks: boolean; nsfw: boolean };
}

const none = { tip: false, futureLinks: false, proxyLinks: false, nsfw: false };

const v3: Family = {
	fetch: ['/api/v3/fetch/{id}', '/api/v3/fetch'],
	fetchResult: '/api/v3/fetch',
	kind: 'normal',
	messageField: 'messege',
	flags: 'text',
	refusal: 'object',
	refusalCode: 200,
	sizes: 'WH',
	extras: { ...none, tip: true },
};

const dreambooth: Family = {
	...v3,
	fetch: ['/api/v3/dreambooth/fetch/{id}', '/api/v4/dreambooth/fetch'],
	fetchResult: '/api/v3/dreambooth/fetch',
	extras: { ...v3.extras, futureLinks: true },
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
	extras: { tip: true, futureLinks: true, proxyLinks: true, nsfw: true },
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
	extras: { tip: true, futureLinks: true, proxyLinks: true, nsfw: true },
};

const imageEditing: Family = {
	...realtime,
	fetch: ['/api/v6/image_editing/fetch/{id}'],
	fetchResult: '/api/v6/image_editing/fetch',
	refusalCode: 200,
};

/** The families of other media: same habits as image editing. */
function mediaFamily(name: string, earlierName?: string): Family {
	return {
		...imageEditing,
		fetch: [name, ...(earlierName ? [earlierName] : [])].map(
			(each) => `/api/v6/${each}/fetch/{id}`,
		),
		fetchResult: `/api/v6/${name}/fetch`,
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
	extras: none,
};

/** Every other enterprise server has a path of its own, booleans, and the id in the path. */
function enterpriseServer(server: string): Family {
	return {
		...enterprise,
		fetch: [`/api/v1/enterprise/${server}/fetch/{id}`],
		fetchResult: `/api/v1/enterprise/${server}/fetch`,
		flags: 'boolean',
		refusal: 'sentence',
	};
}

const enterpriseServers = [
	'realtime',
	'image_editing',
	'super_resolution',
	'flux',
	'flux-2-dev',
	'flux-klein',
	'flux-kontext-dev',
	'z-image-turbo',
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
	'3d',
];

export const families: Record<string, Family> = {
	v3,
	dreambooth,
	realtime,
	images,
	imageEditing,
	video: mediaFamily('video'),
	voice: mediaFamily('voice', 'whisper'),
	threeD: mediaFamily('3d'),
	interior: mediaFamily('interior'),
	faceswap: mediaFamily('faceswap', 'deepfake'),
	v7Images: v7Family('images'),
	v7Video: v7Family('video-fusion'),
	v7Voice: v7Family('voice'),
	enterprise,
	...Object.fromEntries(
		enterpriseServers.map((server) => [`enterprise/${server}`, enterpriseServer(server)]),
	),
};
