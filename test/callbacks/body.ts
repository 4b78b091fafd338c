/** n8n's middlewares/body-parser.js and webhook-form-data.js. */
import { fromCore } from './world';
import { HttpError, Trouble } from './errors';
import type { Request } from './http';
import type { IncomingMessage } from 'node:http';
import { parse as parseForm } from 'node:querystring';
import type { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { IDataObject } from 'n8n-workflow';
import { jsonParse, sanitizeXmlName } from 'n8n-workflow';

const { Parser } = fromCore('xml2js') as {
	Parser: new (options: object) => { parseStringPromise(text: string): Promise<unknown> };
};
const xml = new Parser({
	async: true,
	normalize: true,
	normalizeTags: true,
	explicitArray: false,
	tagNameProcessors: [sanitizeXmlName],
	attrNameProcessors: [sanitizeXmlName],
});

/** N8N_PAYLOAD_SIZE_MAX. n8n answers what is larger with 500, not with 413. */
const sizeLimit = 16 * 1024 * 1024;

/** All of a body, inflated. A client that sends more than n8n takes gets its answer all the same. */
export async function bytesOf(message: IncomingMessage): Promise<Buffer> {
	const coding = message.headers['content-encoding'];
	let stream: Readable = message;
	if (coding === 'gzip') stream = message.pipe(createGunzip());
	else if (coding === 'deflate') stream = message.pipe(createInflate());
	return await new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let size = 0;
		stream.on('data', (chunk: Buffer) => {
			size += chunk.length;
			if (size <= sizeLimit) return chunks.push(chunk);
			message.unpipe();
			message.resume();
			return reject(new Trouble());
		});
		stream.once('end', () => resolve(Buffer.concat(chunks)));
		stream.once('error', () => reject(new Trouble()));
		message.once('close', () => {
			if (!message.complete) reject(new HttpError(400, 'Request body stream was aborted mid-read'));
		});
	});
}

/** webhook-helpers.js parseRequestBody(): what it does not know leaves `body` undefined. */
export async function parseBody(request: Request, typeVersion: number): Promise<void> {
	const { contentType = '', encoding } = request;
	const isXml = contentType.endsWith('/xml') || contentType.endsWith('+xml');
	const known = /^(application\/json|text\/plain|application\/x-www-form-urlencoded)/;
	if (contentType === 'multipart/form-data') return await parseMultipart(request);
	if (typeVersion > 1 && !isXml && !known.test(contentType)) return;
	if (contentType.startsWith('multipart/')) return;
	await request.readRawBody();
	if (!request.rawBody?.length) return;
	try {
		const text = () => request.rawBody?.toString(encoding) ?? '';
		const plain = () => text().replace(/^\ufeff/, '');
		if (contentType === 'application/json') request.body = jsonParse(plain());
		else if (isXml) request.body = await xml.parseStringPromise(text());
		else if (contentType === 'application/x-www-form-urlencoded')
			request.body = parseForm(plain(), undefined, undefined, { maxKeys: 1000 });
		else if (contentType === 'text/plain') request.body = text();
	} catch (error) {
		throw new HttpError(422, 'Failed to parse request body', (error as Error).message);
	}
}

/** n8n has Formidable for this; of a file, only what describes it is here. */
async function parseMultipart(request: Request): Promise<void> {
	const type = request.headers['content-type'] ?? '';
	const data: IDataObject = {};
	const files: IDataObject = {};
	try {
		const bytes = new Uint8Array(await bytesOf(request));
		const init = { headers: { 'content-type': type } };
		const form = await new globalThis.Response(bytes, init).formData();
		form.forEach((value, name) => {
			const [into, one] =
				typeof value === 'string'
					? [data, value]
					: [files, { originalFilename: value.name, mimetype: value.type, size: value.size }];
			into[name] = name in into ? ([into[name], one].flat() as string[]) : one;
		});
	} catch {
		throw new HttpError(400, 'The submitted form data could not be parsed.');
	}
	request.body = { data, files };
}
