import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyField, placesIn, type Call, type Rule } from './call';
import { Document, isObject, type Json } from './schema';

/** OpenAPI files, read into calls: addresses, parameters in the path or query, and the fields of the body. */

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Variables of a server's address stand for their defaults. */
function pathOf(server: { [name: string]: Json }): string {
	const variables = isObject(server.variables) ? server.variables : {};
	const url = String(server.url).replace(/\{([^}]*)\}/g, (_, name: string) => {
		const variable = variables[name];
		return isObject(variable) ? String(variable.default) : '';
	});
	return new URL(url, 'https://host').pathname.replace(/\/$/, '');
}

/** The path below the host of the first server; an operation's own servers go before the file's. */
function baseOf(...levels: Json[]): string {
	const first = levels
		.map((servers) => (Array.isArray(servers) ? servers[0] : undefined))
		.find(isObject);
	return first ? pathOf(first) : '';
}

const json = 'application/json';

function contentOf(document: Document, operation: { [name: string]: Json }) {
	const request = document.resolved(operation.requestBody);
	return isObject(request) && isObject(request.content) ? request.content : {};
}

function bodyOf(document: Document, operation: { [name: string]: Json }): Json {
	const content = contentOf(document, operation);
	const media = content[json] ?? Object.values(content)[0];
	return isObject(media) ? media.schema : undefined;
}

function otherBodyOf(document: Document, operation: { [name: string]: Json }): string | undefined {
	const types = Object.keys(contentOf(document, operation)).sort();
	return types.length === 0 || types.includes(json) ? undefined : types.join(', ');
}

function rulesOf(document: Document, path: string, item: Json, operation: Json): Rule[] {
	if (!isObject(item) || !isObject(operation)) return [];
	const rules = new Map<string, Rule>();
	// A few files leave the parameters of a path undeclared: what stands in the path is needed all the same.
	for (const name of placesIn(path)) rules.set(name, { name, types: [], required: true });
	for (const each of [item.parameters, operation.parameters].flat()) {
		const parameter = document.resolved(each);
		if (!isObject(parameter) || !['path', 'query'].includes(String(parameter.in))) continue;
		const name = String(parameter.name);
		rules.set(name, document.rule(name, parameter.schema, parameter.required === true));
	}
	const body = document.shape(bodyOf(document, operation));
	for (const name of new Set([...body.properties.keys(), ...body.required])) {
		rules.set(name, document.rule(name, body.properties.get(name), body.required.has(name)));
	}
	rules.delete(keyField);
	return [...rules.values()];
}

/** The calls that one parsed OpenAPI file describes. */
export function callsIn(file: string, parsed: Json): Call[] {
	if (!isObject(parsed) || !isObject(parsed.paths)) return [];
	const document = new Document(parsed);
	return Object.entries(parsed.paths).flatMap(([below, given]) => {
		const item = document.resolved(given);
		if (!isObject(item)) return [];
		return methods.flatMap((method) => {
			const operation = item[method];
			if (!isObject(operation)) return [];
			const path = `${baseOf(operation.servers, item.servers, parsed.servers)}${below}`;
			const rules = rulesOf(document, path, item, operation);
			const otherBody = otherBodyOf(document, operation);
			return [{ path, method: method.toUpperCase(), by: file, rules, otherBody }];
		});
	});
}

function parse(name: string, text: string): Json {
	try {
		return JSON.parse(text) as Json;
	} catch (error) {
		throw new SyntaxError(`${name} is not JSON: ${(error as Error).message}`);
	}
}

/**
 * Every OpenAPI file of a folder, by name; other JSON files are passed over.
 * @throws SyntaxError for a file that is not JSON; the system's own error for a folder that cannot be read
 */
export function readFolder(folder: string): Map<string, Call[]> {
	const files = new Map<string, Call[]>();
	for (const name of readdirSync(folder).sort()) {
		if (!name.endsWith('.json')) continue;
		const parsed = parse(name, readFileSync(join(folder, name), 'utf8'));
		if (isObject(parsed) && typeof parsed.openapi === 'string')
			files.set(name, callsIn(name, parsed));
	}
	return files;
}
