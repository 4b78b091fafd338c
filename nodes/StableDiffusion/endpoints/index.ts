import * as account from './account';
import * as enterpriseServer from './enterpriseServer';
import * as faceSwap from './faceSwap';
import * as image from './image';
import * as imageEditing from './imageEditing';
import * as interior from './interior';
import * as model from './model';
import * as system from './system';
import * as threeD from './threeD';
import * as upload from './upload';
import * as video from './video';
import * as voice from './voice';
import type { FamilyName } from '../api/families';
import { familiesOf, keyOf, type Endpoint, type Resource } from './endpoint';

export const resources: readonly Resource[] = [
	{
		value: 'account',
		name: 'Account',
		first: 'getBalance',
		description: 'Balance, products and what was made so far',
		page: { path: 'general-api/overview', about: 'the account' },
	},
	{
		value: 'enterpriseServer',
		name: 'Enterprise Server',
		first: 'getSystemDetails',
		description: 'State and control of your own servers',
		page: { path: 'enterprise-api/overview', about: 'enterprise servers' },
	},
	{
		value: 'faceSwap',
		name: 'Face Swap',
		first: 'single',
		description: 'Put a face into images and videos',
		page: { path: 'deepfake-api/overview', about: 'face swap' },
	},
	{
		value: 'image',
		name: 'Image',
		first: 'generate',
		description: 'Make and change images',
		page: { path: 'image-generation/overview', about: 'making images' },
	},
	{
		value: 'imageEditing',
		name: 'Image Editing',
		first: 'removeBackground',
		description: 'Backgrounds, objects, faces and clothes in finished images',
		page: { path: 'image-editing/overview', about: 'editing images' },
	},
	{
		value: 'interior',
		name: 'Interior',
		first: 'make',
		description: 'Redesign rooms and buildings',
		page: { path: 'interior-api/overview', about: 'rooms and buildings' },
	},
	{
		value: 'model',
		name: 'Model',
		first: 'getMany',
		description: 'Find, load and train models',
		page: { path: 'image-generation/model-operation/overview', about: 'models' },
	},
	{
		value: 'system',
		name: 'System',
		first: 'systemLoad',
		description: 'State of the service',
		page: { path: 'rate-limits', about: 'limits and queues' },
	},
	{
		value: 'threeD',
		name: '3D Model',
		first: 'textTo3d',
		description: 'Make 3D models from text or images',
		page: { path: '3d-api/overview', about: '3D models' },
	},
	{
		value: 'upload',
		name: 'Upload and Check',
		first: 'uploadImage',
		description: 'Store files, check images and prompts, delete results',
		page: { path: 'general-api/overview', about: 'files and checks' },
	},
	{
		value: 'video',
		name: 'Video',
		first: 'textToVideo',
		description: 'Make and change videos',
		page: { path: 'video-api/overview', about: 'videos' },
	},
	{
		value: 'voice',
		name: 'Voice',
		first: 'textToSpeech',
		description: 'Speech, music, sounds and lyrics',
		page: { path: 'voice-cloning/overview', about: 'voices and sounds' },
	},
];

/** Every operation: what the folders export. The order of a folder's lines says nothing; in a list the names rule. */
export const endpoints: readonly Endpoint[] = [
	image,
	imageEditing,
	video,
	voice,
	threeD,
	interior,
	faceSwap,
	model,
	enterpriseServer,
	upload,
	account,
	system,
].flatMap((folder) => Object.values<Endpoint>(folder).sort((a, b) => a.name.localeCompare(b.name)));

/** `resource:operation` -> endpoint. */
export const registry: ReadonlyMap<string, Endpoint> = new Map(
	endpoints.map((endpoint) => [keyOf(endpoint), endpoint]),
);

const addresses = endpoints.flatMap((endpoint) =>
	familiesOf(endpoint).map((family) => ({
		family,
		// A host may not care for capitals.
		pattern: new RegExp(`^${endpoint.variants[family]?.replace(/\{\w+\}/g, '[^/]+')}$`, 'i'),
	})),
);

/** The API of the operation that lies at a path below the host; nothing where the registry has none. */
export const operationAt = (path: string): FamilyName | undefined =>
	addresses.find(({ pattern }) => pattern.test(path))?.family;
