import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { FieldError, flagOf, shown } from '../endpoints/check';

/** How the user wants a job waited for and handed over. */
export interface Wishes {
	wait: boolean;
	deadline: number;
	limitSeconds: number;
	handOn: boolean;
	/** For an agent: links in place of whole pictures, and no files. */
	lean: boolean;
	download: boolean;
	perJob: boolean;
	simplify: boolean;
	binaryField: string;
	nameTemplate: string;
}

/** Seconds that are waited unless the user says otherwise; what takes minutes by its nature gets an hour. */
export const usualLimit = (slow: boolean | undefined): number => (slow ? 3_600 : 300);

/** As an AI agent's tool the node gives lean JSON: an agent cannot take files, and pays for every word. */
function isTool(context: IExecuteFunctions): boolean {
	const asked = (
		context as Partial<Pick<IExecuteFunctions, 'isToolExecution'>>
	).isToolExecution?.();
	return asked === true || context.getNode().type.endsWith('Tool');
}

/**
 * @param slow whether it takes minutes by its nature
 * @throws FieldError
 */
export function wishesOf(context: IExecuteFunctions, item: number, slow?: boolean): Wishes {
	const options = context.getNodeParameter('options', item, {}) as IDataObject;
	const tool = isTool(context);
	const on = (name: string): boolean =>
		flagOf(context.getNodeParameter(name, item, true)) !== false;
	const limitSeconds = Number(options.timeLimit ?? usualLimit(slow));
	if (!(limitSeconds >= 1 && limitSeconds <= 86_400)) {
		throw new FieldError(
			"'Time Limit' must be between 1 and 86400",
			`It is ${shown(options.timeLimit)}. It counts seconds.`,
		);
	}
	return {
		wait: context.getNodeParameter('wait', item, 'untilFinished') !== 'no',
		deadline: Date.now() + limitSeconds * 1000,
		limitSeconds,
		handOn: options.timeUp === 'handOn',
		lean: tool,
		download: !tool && on('download'),
		perJob: options.outputItems === 'job',
		simplify: tool || on('simplify'),
		binaryField: String(context.getNodeParameter('binaryField', item, 'data') || 'data'),
		nameTemplate: String(options.fileName || '{prompt}-{id}-{index}'),
	};
}
