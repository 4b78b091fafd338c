import type { Account } from '../core/accounts';
import type { Desk } from '../core/desk';
import { memory } from './memory';
import { Shelf } from './shelf';

/** One entry of the public model list; field names as the service has them. */
export interface Model {
	model_id: string;
	status: 'model_ready';
	created_at: string | null;
	instance_prompt: string | null;
	model_name: string;
	description: string;
	screenshots: string;
}

const names: [id: string, name: string, trigger?: string][] = [
	['flux', 'Flux'],
	['fluxdev', 'Flux Dev'],
	['fluxschnell', 'Flux Schnell'],
	['flux-kontext-dev', 'Flux Kontext Dev'],
	['sdxl', 'Stable Diffusion XL'],
	['sd-1.5', 'Stable Diffusion 1.5'],
	['midjourney', 'Midjourney', 'mdjrny-v4 style'],
	['anything-v3', 'Anything V3'],
	['anything-v5', 'Anything V5'],
	['realistic-vision-51', 'Realistic Vision 5.1'],
	['ae-sdxl-v1', 'AE SDXL V1'],
	['juggernaut-xl', 'Juggernaut XL'],
	['dreamshaper-8', 'DreamShaper 8'],
	['dreamshaper-xl', 'DreamShaper XL'],
	['deliberate-v2', 'Deliberate V2'],
	['openjourney', 'Openjourney', 'openjourney style'],
	['protogen-3.4', 'Protogen 3.4', 'modelshoot style'],
	['epic-realism', 'Epic Realism'],
	['photon', 'Photon'],
	['rev-animated', 'ReV Animated'],
	['counterfeit-v30', 'Counterfeit V3'],
	['analog-diffusion', 'Analog Diffusion', 'analog style'],
	['arcane-diffusion', 'Arcane Diffusion', 'arcane style'],
	['ghibli-style', 'Ghibli Style', 'ghibli style'],
	['pixel-art-xl', 'Pixel Art XL', 'pixel art'],
	['watercolor', 'Watercolor', 'watercolor painting'],
	['papercut', 'Papercut', 'papercut'],
	['isometric-rooms', 'Isometric Rooms', 'isometric'],
	['architecture-exterior', 'Architecture Exterior'],
	['interior-design', 'Interior Design'],
	['product-design', 'Product Design'],
	['logo-design', 'Logo Design'],
];

/** The public models that the sandbox knows; `screenshots` point at pictures that it paints itself. */
export function publicModels(origin: string): Model[] {
	return names.map(([id, name, trigger]) =>
		modelOf(id, name, `${origin}/models/${id}.png`, trigger),
	);
}

function modelOf(id: string, name: string, picture: string, trigger?: string): Model {
	return {
		model_id: id,
		status: 'model_ready',
		created_at: null,
		instance_prompt: trigger ?? null,
		model_name: name,
		description: `${name}, as the sandbox lists it. Every model here paints alike.`,
		screenshots: picture,
	};
}

/** What an enterprise server has from the start, with the time of loading. */
const enterpriseModels: [id: string, loaded: string][] = [
	['sd-1.5', '2024-02-03T08:15:00Z'],
	['sdxl', '2024-02-03T08:31:12Z'],
	['realistic-vision-51', '2024-03-11T17:02:45Z'],
	['midjourney', '2024-05-20T09:00:07Z'],
	['flux', '2024-09-14T12:44:30Z'],
];

/** The models that all normal keys see. */
export const publicShelf = memory<Desk, Shelf>(
	() => new Shelf(names.map(([id]) => ({ id, readyAt: 0 }))),
);

/** The models of one enterprise key: every such key stands for a server of its own. */
export const enterpriseShelf = memory<Account, Shelf>(
	() => new Shelf(enterpriseModels.map(([id, loaded]) => ({ id, readyAt: Date.parse(loaded) }))),
);

/** The public list: the models of the start, and those that were uploaded since for everybody. */
export function listedModels(desk: Desk): Model[] {
	const uploaded = publicShelf(desk)
		.ready()
		.flatMap(({ id, listing }) => (listing ? [modelOf(id, listing.name, listing.picture)] : []));
	return [...publicModels(desk.files.origin), ...uploaded];
}

/** True for a model that this key can use now: loaded to the end, and not deleted since. */
export function isKnownModel(
	list: 'public' | 'enterprise',
	id: string,
	desk: Desk,
	account: Account,
): boolean {
	const shelf = list === 'public' ? publicShelf(desk) : enterpriseShelf(account);
	return shelf.isReady(id, account);
}
