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
	return names.map(([id, name, trigger]) => ({
		model_id: id,
		status: 'model_ready',
		created_at: null,
		instance_prompt: trigger ?? null,
		model_name: name,
		description: `${name}, as the sandbox lists it. Every model here paints alike.`,
		screenshots: `${origin}/models/${id}.png`,
	}));
}

/** The models of the enterprise server, with the time they were loaded. */
export const enterpriseModels = [
	{ model_id: 'sd-1.5', load_data: '02/03/2024 08:15:00' },
	{ model_id: 'sdxl', load_data: '02/03/2024 08:31:12' },
	{ model_id: 'realistic-vision-51', load_data: '03/11/2024 17:02:45' },
	{ model_id: 'midjourney', load_data: '05/20/2024 09:00:07' },
	{ model_id: 'flux', load_data: '09/14/2024 12:44:30' },
];

const known = {
	public: new Set(names.map(([id]) => id)),
	enterprise: new Set(enterpriseModels.map((model) => model.model_id)),
};

export function isKnownModel(list: keyof typeof known, id: string): boolean {
	return known[list].has(id);
}
