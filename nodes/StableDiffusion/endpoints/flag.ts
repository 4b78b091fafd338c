const truths = new Map([
	['true', true],
	['yes', true],
	['1', true],
	['false', false],
	['no', false],
	['0', false],
]);

/** A switch out of whatever an expression or a sheet delivers; nothing if it is none. */
export function flagOf(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const isPlain = typeof value === 'string' || typeof value === 'number';
	return isPlain ? truths.get(String(value).trim().toLowerCase()) : undefined;
}
