export const jsonType = 'application/json';
export const formType = 'application/x-www-form-urlencoded';

/** What goes over the wire: a text as it is; fields as a form where the content type says so, and else as JSON. */
export function bytesOf(
	content: string | Buffer | Record<string, unknown>,
	contentType: string,
): Uint8Array<ArrayBuffer> {
	if (typeof content === 'string' || Buffer.isBuffer(content)) return copyOf(content);
	const isForm = contentType.toLowerCase().startsWith(formType);
	return copyOf(isForm ? formOf(content) : JSON.stringify(content));
}

/** A form knows texts only: whatever is none stands there as JSON, and nothing is empty. */
function formOf(fields: Record<string, unknown>): string {
	const texts = Object.entries(fields).map(([name, value]) => {
		if (typeof value === 'string') return [name, value];
		return [name, value === null || value === undefined ? '' : JSON.stringify(value)];
	});
	return new URLSearchParams(texts).toString();
}

/** As plain bytes, because a text would name a content type of its own where none is wanted. */
function copyOf(content: string | Buffer): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(Buffer.from(content));
}
