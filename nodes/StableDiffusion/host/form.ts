import type { IExecuteFunctions } from 'n8n-workflow';

/** Reads a parameter of the node for one item; the fallback is given where it has no value. */
export type Form = (name: string, item: number, fallback?: unknown) => unknown;

/** Whether n8n must work a value out for every item, because an expression is somewhere in it. */
const differs = (value: unknown): boolean =>
	typeof value === 'string'
		? value.startsWith('=')
		: typeof value === 'object' && value !== null && Object.values(value).some(differs);

/**
 * The node's parameters. What holds no expression is the same for every item and is worked out once: with a
 * thousand items this is most of what a run costs.
 */
export function formOf(context: IExecuteFunctions): Form {
	const raw = context.getNode().parameters;
	const same = new Map<string, unknown>();
	return (name, item, fallback) => {
		if (same.has(name)) return same.get(name);
		const value = context.getNodeParameter(name, item, fallback) as unknown;
		if (raw[name] !== undefined && !differs(raw[name])) same.set(name, value);
		return value;
	};
}
