import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { FieldError } from '../endpoints/check';
import type { Trip } from './trip';

/** The value that lies at a path of names with dots. */
const at = (json: IDataObject, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>((part, name) => (part as IDataObject | null | undefined)?.[name], json);

/**
 * What an agent gets of an item, where it is to get certain fields. What is still in the making stays whole: it is
 * paid for, and Result > Fetch needs it.
 * @returns nothing where it gets all
 * @throws FieldError
 */
export function selectionOf({
	tool,
	read,
}: Trip): ((item: INodeExecutionData) => INodeExecutionData) | undefined {
	if (!tool || read('output', 'simplified') !== 'selectedFields') return undefined;
	const fields = String(read('outputFields', ''))
		.split(',')
		.map((field) => field.trim())
		.filter(Boolean);
	if (fields.length === 0)
		throw new FieldError("'Fields' is empty", 'Name at least one, such as url.');
	return (item) => {
		if (item.json.status === 'processing') return item;
		const found = fields
			.map((field) => [field, at(item.json, field)] as const)
			.filter(([, value]) => value !== undefined);
		return { ...item, json: Object.fromEntries(found) as IDataObject };
	};
}
