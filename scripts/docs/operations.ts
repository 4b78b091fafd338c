import { endpoints, resources } from '../../nodes/StableDiffusion/endpoints';
import {
	customProperties,
	customResource,
} from '../../nodes/StableDiffusion/host/customProperties';
import { fetchProperties, resultResource } from '../../nodes/StableDiffusion/host/fetchProperties';
import { gateOperation } from '../../nodes/StableDiffusion/host/gateProperties';
import type { Property } from '../../nodes/StableDiffusion/host/fieldProperties';
import { table } from './markdown';

/** The README's table of operations: what is made first, what is looked after last. */
const comesOut: Record<string, string> = {
	image: 'pictures',
	imageEditing: 'pictures; a caption as text',
	video: 'videos',
	voice: 'sounds, a dubbed video; lyrics and transcripts as text',
	threeD: '3D models',
	interior: 'pictures',
	faceSwap: 'pictures and videos',
	model: 'lists and answers; loading and training are waited for',
	enterpriseServer: 'lists and answers, for every kind of server',
	upload: 'links and answers',
	account: 'a list and answers',
	system: 'an answer; the gate passes its items on unchanged',
	result: 'what the job made, without paying again',
	custom: 'files of a job, or the answer of a call, at any address of the service',
};

/** Names of the operations that a form without an endpoint has. */
function choicesOf(properties: readonly Property[]): string[] {
	const { options = [] } = properties.find(({ name }) => name === 'operation') ?? {};
	return options.map(({ name }) => name);
}

/** @throws Error for a resource of which nobody says what comes out */
export function operationsTable(): string {
	const rows = new Map(
		resources.map(({ value, name }) => {
			const own = endpoints.filter(({ resource }) => resource === value);
			return [value, { name, operations: own.map((each) => each.name) }];
		}),
	);
	rows.get(gateOperation.resource)?.operations.push(gateOperation.choice.name);
	rows.set(resultResource.value, {
		name: resultResource.name,
		operations: choicesOf(fetchProperties()),
	});
	rows.set(customResource.value, {
		name: customResource.name,
		operations: choicesOf(customProperties()),
	});
	const places = Object.keys(comesOut);
	const sorted = [...rows].sort(([a], [b]) => places.indexOf(a) - places.indexOf(b));
	return table(
		['Resource', 'Operations', 'What comes out'],
		sorted.map(([value, { name, operations }]) => {
			const out = comesOut[value];
			if (out === undefined) throw new Error(`nobody says what comes out of ${name}`);
			return [name, operations.join(', '), out];
		}),
	);
}
