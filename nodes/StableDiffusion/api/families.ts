/**
 * The service's families of endpoints. A family fixes three things: the base path, the form in which a
 * flag is written, and the address at which a result is asked for.
 *
 * Where the id belongs differs: most families take it in the path, the enterprise server and the old
 * dreambooth v4 want `request_id` in the body (service documentation, fetch pages of each family).
 */
export interface Family {
	readonly displayName: string;
	readonly description: string;
	/** Kind of key the family takes; an enterprise server has keys of its own. */
	readonly account: 'standard' | 'enterprise';
	readonly flags: 'yes/no' | 'boolean';
	/** Missing where nothing of the family is a job. */
	readonly fetch?: { readonly path: string; readonly id: 'path' | 'body' };
}

const inPath = (base: string): Family['fetch'] => ({ path: `${base}/fetch`, id: 'path' });
const inBody = (base: string): Family['fetch'] => ({ path: `${base}/fetch`, id: 'body' });

/** Servers an enterprise customer can have beside the text-to-image one: as their paths spell them, and their names. */
const serverNames = {
	'3d': '3D',
	deepfake: 'Deepfake',
	face_gen: 'Face Gen',
	faceswap: 'Face Swap',
	// Flux 2 Dev is this server too, chosen by `deploy_type`.
	flux: 'Flux',
	flux_headshot: 'Flux Headshot',
	flux_klein: 'Flux Klein',
	flux_kontext_dev: 'Flux Kontext Dev',
	image_editing: 'Image Editing',
	image_to_video_ultra: 'Image to Video Ultra',
	interior: 'Interior',
	qwen: 'Qwen',
	realtime: 'Realtime',
	speech_to_text: 'Speech to Text',
	super_resolution: 'Super Resolution',
	text_to_speech: 'Text to Speech',
	ultra_video: 'Ultra Video',
	video: 'Video',
	voice: 'Voice',
	z_image_turbo: 'Z Image Turbo',
} as const;

type Server = keyof typeof serverNames;
export const enterpriseServers = Object.keys(serverNames) as Server[];

const standard = {
	dreamboothV3: {
		displayName: 'Dreambooth (v3)',
		description: 'Older community models, result address of v4 jobs',
		account: 'standard',
		flags: 'yes/no',
		fetch: inPath('/api/v3/dreambooth'),
	},
	dreamboothV4: {
		displayName: 'Dreambooth (v4)',
		description: 'Older community models',
		account: 'standard',
		flags: 'yes/no',
		fetch: inBody('/api/v4/dreambooth'),
	},
	faceswap: {
		displayName: 'Face Swap (v6)',
		description: 'Faces in images and videos',
		account: 'standard',
		flags: 'boolean',
		fetch: inPath('/api/v6/faceswap'),
	},
	general: {
		displayName: 'General',
		description: 'What belongs to the account and not to one kind of job',
		account: 'standard',
		flags: 'boolean',
	},
	imageEditing: {
		displayName: 'Image Editing (v6)',
		description: 'Upscale, background, outpaint and other edits of a finished image',
		account: 'standard',
		flags: 'boolean',
		fetch: inPath('/api/v6/image_editing'),
	},
	images: {
		displayName: 'Community Models (v6)',
		description: 'Thousands of models to choose from, Flux among them',
		account: 'standard',
		flags: 'boolean',
		fetch: inPath('/api/v6/images'),
	},
	interior: {
		displayName: 'Interior (v6)',
		description: 'Rooms and exteriors',
		account: 'standard',
		flags: 'boolean',
		fetch: inPath('/api/v6/interior'),
	},
	realtime: {
		displayName: 'Realtime (v6)',
		description: 'One fast model, often done within seconds',
		account: 'standard',
		flags: 'boolean',
		fetch: inPath('/api/v6/realtime'),
	},
	threeD: {
		displayName: '3D (v6)',
		description: '3D models out of text or images',
		account: 'standard',
		flags: 'boolean',
		fetch: inPath('/api/v6/3d'),
	},
	v3: {
		displayName: 'Stable Diffusion (v3)',
		description: 'The original Stable Diffusion endpoint with one fixed model',
		account: 'standard',
		flags: 'yes/no',
		fetch: inPath('/api/v3'),
	},
	// Its results are asked for at Community Models: that is what its `fetch_result` names.
	v5: {
		displayName: 'ControlNet (v5)',
		description: 'Community models with ControlNet',
		account: 'standard',
		flags: 'yes/no',
		fetch: inPath('/api/v6/images'),
	},
	v7Images: {
		displayName: 'Images (v7)',
		description: 'Newest image endpoints',
		account: 'standard',
		flags: 'boolean',
		fetch: inPath('/api/v7/images'),
	},
	v7VideoFusion: {
		displayName: 'Video Fusion (v7)',
		description: 'Newest video endpoints',
		account: 'standard',
		flags: 'boolean',
		fetch: inPath('/api/v7/video-fusion'),
	},
	v7Voice: {
		displayName: 'Voice (v7)',
		description: 'Newest voice endpoints',
		account: 'standard',
		flags: 'boolean',
		fetch: inPath('/api/v7/voice'),
	},
	video: {
		displayName: 'Video (v6)',
		description: 'Videos out of text or images',
		account: 'standard',
		flags: 'boolean',
		fetch: inPath('/api/v6/video'),
	},
	voice: {
		displayName: 'Voice (v6)',
		description: 'Speech, music and sounds',
		account: 'standard',
		flags: 'boolean',
		fetch: inPath('/api/v6/voice'),
	},
	enterprise: {
		displayName: 'Enterprise (v1)',
		description: 'Your own text-to-image server; needs its key',
		account: 'enterprise',
		flags: 'yes/no',
		fetch: inBody('/api/v1/enterprise'),
	},
} as const satisfies Record<string, Family>;

type ServerFamily = `enterprise/${Server}`;
export type FamilyName = keyof typeof standard | ServerFamily;

const servers = Object.fromEntries(
	enterpriseServers.map((server): [string, Family] => [
		`enterprise/${server}`,
		{
			displayName: `Enterprise ${serverNames[server]} (v1)`,
			description: 'Your own server of this kind; needs its key',
			account: 'enterprise',
			flags: 'boolean',
			fetch: inPath(`/api/v1/enterprise/${server}`),
		},
	]),
) as Record<ServerFamily, Family>;

export const families: Readonly<Record<FamilyName, Family>> = { ...standard, ...servers };

/** Families with jobs and a name of their own; the enterprise servers are chosen by server. */
export const namedFamilies = (Object.keys(standard) as Array<keyof typeof standard>).filter(
	(name) => families[name].fetch !== undefined,
);

export const isFamily = (name: unknown): name is FamilyName =>
	typeof name === 'string' && Object.hasOwn(families, name);

/** Where something is asked for: the path below the host, and what the body holds beside the key. */
export interface Address {
	readonly path: string;
	readonly body: Readonly<Record<string, unknown>>;
}

/** Where a job's result is asked for; nothing for a family that has no jobs. */
export function fetchAddress(family: FamilyName, id: string): Address | undefined {
	const { fetch } = families[family];
	if (fetch === undefined) return undefined;
	return fetch.id === 'path'
		? { path: `${fetch.path}/${encodeURIComponent(id)}`, body: {} }
		: { path: fetch.path, body: { request_id: id } };
}

/** The family whose results are asked for at such a path, e.g. `/api/v6/video/fetch/17`. */
export function familyOfFetchPath(path: string): FamilyName | undefined {
	const base = path.replace(/\/[^/]*$/, '');
	return (Object.keys(families) as FamilyName[]).find(
		(name) => families[name].fetch?.path === base,
	);
}

/** The family whose jobs are submitted below such a path, e.g. `/api/v7/images/text-to-image`. */
export function familyOfPath(path: string): FamilyName | undefined {
	let best: FamilyName | undefined;
	let longest = 0;
	for (const name of Object.keys(families) as FamilyName[]) {
		const base = families[name].fetch?.path.replace(/fetch$/, '') ?? '';
		// One more part at most: what lies deeper may belong to a server that nobody here knows.
		const fits = `${path}/`.startsWith(base) && !path.slice(base.length).includes('/');
		if (base.length > longest && fits) {
			best = name;
			longest = base.length;
		}
	}
	return best;
}

const flagForms = {
	'yes/no': (value: boolean) => (value ? 'yes' : 'no'),
	'true/false': (value: boolean) => String(value),
	boolean: (value: boolean) => value,
};

/** A flag in the family's own form, or in the one that a field of it has. */
export const flagFor = (
	family: FamilyName,
	value: boolean,
	form: keyof typeof flagForms = families[family].flags,
): boolean | string => flagForms[form](value);
