/**
 * The house rule of imports, which no linter knows: what is shipped imports n8n-workflow, Node's crypto and
 * relative files only (a devDependency such as n8n-core would pass the linter and break at run time), and
 * imports go down the floors: node files -> host -> job -> endpoints -> api.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const root = resolve(__dirname, '..');
const nodeFolder = join('nodes', 'StableDiffusion');
const floors = ['api', 'endpoints', 'job', 'host'];
const packages = new Set(['n8n-workflow', 'crypto', 'node:crypto']);
/** Pure floors know n8n by its types at most. */
const typesOnly = new Set(['api', 'endpoints', 'job']);

/** 0 for api ... 3 for host, 4 for the node files; undefined outside the node's folder. */
function floorOf(file: string): number | undefined {
	const inside = relative(nodeFolder, file);
	if (inside.startsWith('..')) return undefined;
	const floor = floors.indexOf(inside.split(sep)[0]);
	return floor === -1 ? floors.length : floor;
}

/** Every complaint about one file's imports. */
export function complaints(file: string, source: string): string[] {
	const found: string[] = [];
	for (const match of source.matchAll(
		/\b(import|export)\s+(type\s+)?(?:[^'"();]*?\sfrom\s+)?['"]([^'"]+)['"]|\b(?:require|import)\(\s*['"]([^'"]+)['"]/g,
	)) {
		const [, , isType, plain, dynamic] = match;
		const target = plain ?? dynamic;
		const from = floorOf(file);
		if (!target.startsWith('.')) {
			if (!packages.has(target)) found.push(`${file}: imports ${target}`);
			else if (
				!isType &&
				target === 'n8n-workflow' &&
				from !== undefined &&
				typesOnly.has(floors[from])
			) {
				found.push(`${file}: a pure floor imports values of ${target}`);
			}
			continue;
		}
		const to = join(dirname(file), target);
		const toFloor = floorOf(to);
		if (toFloor === undefined) {
			if (!to.startsWith('credentials'))
				found.push(`${file}: leaves nodes/ and credentials/ by ${target}`);
		} else if (from !== undefined && toFloor > from) {
			found.push(`${file}: climbs a floor by ${target}`);
		} else if (from === undefined && toFloor > 0) {
			found.push(`${file}: a credential may use api/ only, not ${target}`);
		}
	}
	return found;
}

function sources(folder: string): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return sources(path);
		return entry.name.endsWith('.ts') ? [path] : [];
	});
}

if (require.main === module) {
	const all = [...sources('nodes'), ...sources('credentials')];
	const found = all.flatMap((file) => complaints(file, readFileSync(join(root, file), 'utf8')));
	for (const complaint of found) console.error(complaint);
	console.log(`imports of ${all.length} files checked, ${found.length} complaints`);
	process.exitCode = found.length === 0 ? 0 : 1;
}
