/** Title Case as n8n's linter checks it (it uses the same library), and what goes beside it. */
import { titleCase } from 'title-case';

/** The service's own identifiers: written as they are, because that is how they are known. */
const identifiers = new Set([
	// File formats and how numbers are stored.
	'ckpt',
	'diffusers',
	'fp16',
	'fp32',
	'jpeg',
	'jpg',
	'png',
	'pt',
	'safetensors',
	// Models, samplers and adapters.
	'cogvideox',
	'dpmsolver+++',
	'ip-adapter_sd15',
	'ip-adapter_sdxl',
	'ip-adapter-plus_sdxl_vit-h',
	'ip-adapter-plus-face_sd15',
	'ip-adapter-plus-face_sdxl_vit-h',
	'ltx-2.3',
	'realesr-general-x4v3',
	'svd',
	'ultra_resolution',
	'wanx',
]);

/** `(v6)` behind the name of an API. */
const version = / \(v\d+\)/g;

/** Words that Title Case writes small between others; `on` and `up` may belong to a verb (Try On). */
const small = /^(a|an|and|as|at|but|by|for|from|in|nor|of|or|the|to|with)$/i;

/** How a name ought to be written; the name itself where it is right. */
export function inTitleCase(name: string): string {
	if (identifiers.has(name)) return name;
	const versions = name.match(version) ?? [];
	const words = titleCase(name.replace(version, '')).split(' ');
	const title = words
		.map((word, index) =>
			index > 0 && index < words.length - 1 && small.test(word) ? word.toLowerCase() : word,
		)
		.join(' ');
	return title + versions.join('');
}
