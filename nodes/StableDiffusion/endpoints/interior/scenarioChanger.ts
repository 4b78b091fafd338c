import type { Choice, Endpoint } from '../endpoint';
import { paintOptions, prompt, roomImage, strength } from './roomFields';

const scenarios = (...values: string[]): Choice[] =>
	values.map((value) => ({ value, name: `${value[0].toUpperCase()}${value.slice(1)}` }));

const onServer = scenarios('beach', 'desert', 'plain', 'taiga');

export const scenarioChanger: Endpoint = {
	resource: 'interior',
	operation: 'scenarioChanger',
	name: 'Change Surroundings',
	action: 'Change surroundings of building',
	description: 'Show a building in other surroundings, such as at a beach or in snow',
	variants: {
		interior: '/api/v6/interior/scenario_changer',
		'enterprise/interior': '/api/v1/enterprise/interior/scenario_changer',
	},
	fields: [
		{ ...roomImage, description: 'The picture whose surroundings change (PNG or JPG)' },
		{
			name: 'scenario',
			kind: 'choice',
			displayName: 'Scenario',
			description: 'Where the building stands in the result',
			place: 'main',
			required: true,
			default: 'beach',
			choices: [
				...onServer,
				...scenarios('city', 'forest', 'jungle', 'mountain', 'snow', 'underwater', 'urban'),
			],
			perFamily: { 'enterprise/interior': { choices: onServer } },
		},
		{
			...prompt,
			description: 'What the new surroundings look like: light, colours, mood',
			placeholder: 'e.g. calm sea, palm trees, sunset',
			families: ['interior'],
		},
		strength,
		...paintOptions,
	],
	gives: 'files',
	thing: 'Image',
};
