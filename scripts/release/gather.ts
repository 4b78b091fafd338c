/** Finds the OpenAPI files in a checkout of the service's documentation. */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the OpenAPI files below a folder, with `/`. */
function descriptionsBelow(folder: string, above = ''): string[] {
	return readdirSync(join(folder, above), { withFileTypes: true }).flatMap((entry) => {
		const path = above === '' ? entry.name : `${above}/${entry.name}`;
		if (entry.isDirectory()) {
			return entry.name.startsWith('.') || entry.name === 'node_modules'
				? []
				: descriptionsBelow(folder, path);
		}
		return entry.name === 'openapi.json' ? [path] : [];
	});
}

/** Copies them; gives the names they got. */
export function gather(from: string, to: string): string[] {
	const paths = descriptionsBelow(from);
	mkdirSync(to, { recursive: true });
	return paths.map((path) => {
		const name = path.replaceAll('/', '.');
		copyFileSync(join(from, path), join(to, name));
		return name;
	});
}
