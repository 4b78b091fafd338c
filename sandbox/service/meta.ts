import type { Endpoint, Field } from './endpoint';
import type { Family } from './families';
import type { Values } from './check';

/** What the echo shows beside the parameters. */
export interface Made {
	id: number;
	seed: number;
	width: number;
	height: number;
	uuid: string;
	/** The name of the first file. */
	file: string;
	links: string[];
}

/**
 * The echo of the parameters in the service's manner: after defaults, flags as yes and no, some under other names,
 * the size as W and H in some families, and never the key.
 */
export function metaOf(
	endpoint: Endpoint,
	family: Family,
	values: Values,
	made: Made,
): Record<string, unknown> {
	const meta: Record<string, unknown> = { ...endpoint.meta };
	// Flux answers with the newer names, although it lives at the same address as the other models.
	const isFlux = endpoint.family === 'images' && /^flux/.test(String(values.model_id));
	const sizes = isFlux ? 'words' : family.sizes;
	for (const [name, field] of Object.entries(endpoint.fields)) {
		if (field.echo === false || name === 'width' || name === 'height') continue;
		const shown = isFlux && name === 'num_inference_steps' ? name : (field.echo ?? name);
		meta[shown] = echo(values[name], field);
	}
	if ('width' in endpoint.fields) {
		Object.assign(
			meta,
			sizes === 'WH'
				? { W: made.width, H: made.height }
				: { width: made.width, height: made.height },
		);
	}
	if (endpoint.metaEnd) return Object.assign(meta, endpoint.metaEnd(made));
	if (endpoint.makes !== 'upscale') meta.seed = made.seed;
	meta.outdir = 'out';
	meta.file_prefix = made.uuid;
	if (family.kind === 'normal') meta.id = String(made.id);
	if (endpoint.family === 'images') meta.output = made.links;
	return meta;
}

function echo(value: unknown, field: Field): unknown {
	if (typeof value === 'boolean') {
		if (field.plain) return value;
		return field.digits ? String(Number(value)) : value ? 'yes' : 'no';
	}
	if (Array.isArray(value) && field.type === 'list') return value.join(',');
	const isFile = field.type === 'image' || field.type === 'audio' || field.type === 'video';
	if (isFile && typeof value === 'string' && !/^https?:/i.test(value)) return 'base64';
	return value;
}
