import { enterpriseServers, families } from '../../nodes/StableDiffusion/api/families';
import type { Endpoint, Resource } from '../../nodes/StableDiffusion/endpoints/endpoint';
import { code, table } from './markdown';

/** What the page of the enterprise API lists for its text-to-image server, in the page's order. */
export const entries = [
	'system_details',
	'restart_server',
	'update_server',
	'clear_cache',
	'clear_queue',
	'schedulers_list',
	'get_all_models',
	'load_model',
	'load_model_v2',
	'verify_model',
	'delete_model',
	'load_vae',
	'upload_image',
	'sync_models',
	'nsfw_image_check',
	'update_s3',
	'reset_s3',
	'text2img',
	'img2img',
	'inpaint',
	'controlnet',
	'super_resolution',
	'text2video',
	'fetch',
] as const;

const base = '/api/v1/enterprise';

/** On the server itself, or else on every server that has it: text2video has moved to servers of its own. */
function pathsOf(entry: string, endpoints: readonly Endpoint[]): string[] {
	const known = new Set(endpoints.flatMap(({ variants }) => Object.values(variants)));
	if (known.has(`${base}/${entry}`)) return [`${base}/${entry}`];
	return enterpriseServers
		.map((server) => `${base}/${server}/${entry}`)
		.filter((path) => known.has(path));
}

/** @throws Error for an entry that nothing covers */
export function enterpriseTable(
	resources: readonly Resource[],
	endpoints: readonly Endpoint[],
): string {
	const rows = entries.map((entry) => {
		const { path: fetch } = families.enterprise.fetch ?? {};
		if (fetch === `${base}/${entry}`) return [code(entry), 'Result > Fetch', code(fetch)];
		const paths = pathsOf(entry, endpoints);
		if (paths.length === 0) throw new Error(`nothing covers ${entry} of the enterprise API`);
		const covering = endpoints
			.filter(({ variants }) => Object.values(variants).some((path) => paths.includes(path)))
			.map(({ resource, name }) => {
				const { name: title } = resources.find(({ value }) => value === resource) ?? {};
				return `${title} > ${name}`;
			});
		return [code(entry), covering.sort().join(', '), paths.map(code).sort().join(', ')];
	});
	return table(['Entry', 'Operation', 'Path'], rows);
}
