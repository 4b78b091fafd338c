import { coined, type Field } from './endpoint';

/** A shared list, as fields.ts: what guides an image by a second image (IP adapter). */

const plain = ['ip-adapter_sdxl', 'ip-adapter_sd15', 'ip-adapter-plus-face_sd15'];

/** The first three are all that v5 ControlNet knows. */
export const ipAdapters = coined(...plain);

export const ipAdapterId: Field = {
	name: 'ip_adapter_id',
	kind: 'choice',
	displayName: 'IP Adapter',
	description:
		"What 'IP Adapter Image' lends the result: its look, or its face where the name says face. Take one with sdxl or sd15 in its name, as the model is; not for Flux models.",
	default: 'ip-adapter_sdxl',
	choices: [
		...ipAdapters,
		...coined('ip-adapter-plus_sdxl_vit-h', 'ip-adapter-plus-face_sdxl_vit-h'),
	],
};

/** 0.6 is what answers echo when nothing was sent. */
const ipAdapterScale: Field = {
	name: 'ip_adapter_scale',
	kind: 'number',
	displayName: 'IP Adapter Scale',
	description: "How strongly 'IP Adapter Image' shows in the result",
	default: 0.6,
	min: 0,
	max: 1,
};

const ipAdapterImage: Field = {
	name: 'ip_adapter_image',
	kind: 'image',
	displayName: 'IP Adapter Image',
	description: 'An image whose look or face the result takes over',
	takes: 'link',
};

export const ipAdapter: readonly Field[] = [ipAdapterId, ipAdapterImage, ipAdapterScale];
