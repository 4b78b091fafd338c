import type { Field } from '../endpoint';

const number = (
	name: string,
	displayName: string,
	description: string,
	limits: { default: number; max: number },
): Field => ({ name, kind: 'number', displayName, description, min: 0, ...limits });

/** What only the Flux models of Community Models know; other models pass over it. */
export const fluxExtras: readonly Field[] = [
	number(
		'injected_noise_alpha',
		'Injected Noise Alpha',
		'Flux only: how much extra noise goes into the image on the way, which can bring texture; 0 adds none',
		{
			default: 0.75,
			max: 1,
		},
	),
	number(
		'sigma_threshold',
		'Sigma Threshold',
		"Flux only: up to which level of noise 'Injected Noise Alpha' adds some",
		{ default: 0.45, max: 1 },
	),
	number(
		'true_cfg_scale',
		'True CFG Scale',
		"Flux only: how strongly 'Negative Prompt' keeps things out of the image; 1 is off",
		{ default: 1, max: 10 },
	),
	{
		name: 'use_cfg_zero_star',
		kind: 'flag',
		displayName: 'Use CFG Zero Star',
		description:
			'Whether Flux corrects how it follows the prompt, most of all in the first steps (CFG-Zero*)',
		default: true,
	},
	{
		name: 'use_zero_init',
		kind: 'flag',
		displayName: 'Use Zero Init',
		description:
			"Whether Flux paints nothing in its first steps, where its guess is least sure; 'Zero Steps' says in how many",
		default: false,
	},
	{
		name: 'zero_steps',
		kind: 'integer',
		displayName: 'Zero Steps',
		description: "Flux only: in how many first steps nothing is painted, with 'Use Zero Init' on",
		default: 0,
		min: 0,
		max: 50,
	},
];
