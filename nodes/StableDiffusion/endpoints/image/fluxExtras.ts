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
		'Flux only: share of added noise, 0 to 1',
		{
			default: 0.75,
			max: 1,
		},
	),
	number(
		'sigma_threshold',
		'Sigma Threshold',
		'Flux only: noise level up to which noise is added, 0 to 1',
		{ default: 0.45, max: 1 },
	),
	number(
		'true_cfg_scale',
		'True CFG Scale',
		'Flux only: weight of the negative prompt, 0 to 10; 1 is off',
		{ default: 1, max: 10 },
	),
	{
		name: 'use_cfg_zero_star',
		kind: 'flag',
		displayName: 'Use CFG Zero Star',
		description: 'Whether Flux guides by the CFG-Zero* method',
		default: true,
	},
	{
		name: 'use_zero_init',
		kind: 'flag',
		displayName: 'Use Zero Init',
		description: "Whether Flux leaves the first steps empty, as many as 'Zero Steps' says",
		default: false,
	},
	{
		name: 'zero_steps',
		kind: 'integer',
		displayName: 'Zero Steps',
		description: 'Flux only: how many first steps to leave empty, 0 to 50',
		default: 0,
		min: 0,
		max: 50,
	},
];
