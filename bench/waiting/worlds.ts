import { diceOf, estimateOf, median, type Dice, type Job } from './jobs';

/** A world in which the lessons were not developed: what one job in it is like. */
export interface World {
	readonly name: string;
	/** @param through how far the run has got, from 0 to 1 */
	readonly job: (dice: Dice, through: number) => Job;
}

const usual = (dice: Dice, factor = 1): number => dice.lognormal(median, 0.3) * factor;
/** Quick and slow models under one name. */
const mixed = (dice: Dice): number =>
	dice.part() < 0.5 ? dice.lognormal(3_000, 0.1) : dice.lognormal(20_000, 0.1);
const told = (dice: Dice, lengthMs: number, factor = 1): Job => ({
	lengthMs,
	etaMs: estimateOf(lengthMs, dice) * factor,
});
const aroundUsual = (dice: Dice): number => estimateOf(median, dice);

export const worlds: readonly World[] = [
	{ name: 'no estimate', job: (dice) => ({ lengthMs: usual(dice) }) },
	{ name: 'estimates three times too small', job: (dice) => told(dice, usual(dice), 1 / 3) },
	{ name: 'estimates three times too large', job: (dice) => told(dice, usual(dice), 3) },
	{ name: 'always the same estimate', job: (dice) => ({ lengthMs: usual(dice), etaMs: 20_000 }) },
	{
		name: 'estimates that say nothing',
		job: (dice) => ({ lengthMs: usual(dice), etaMs: aroundUsual(dice) }),
	},
	{
		name: 'estimates that are right',
		job: (dice) => {
			const lengthMs = dice.lognormal(median, 0.5);
			return { lengthMs, etaMs: lengthMs };
		},
	},
	{
		name: 'quick and slow mixed, same estimate',
		job: (dice) => ({ lengthMs: mixed(dice), etaMs: 10_000 }),
	},
	{ name: 'quick and slow mixed, own estimates', job: (dice) => told(dice, mixed(dice)) },
	{
		name: 'load grows threefold within the run',
		job: (dice, through) => ({
			lengthMs: usual(dice, 1 + 2 * through),
			etaMs: aroundUsual(dice),
		}),
	},
	{
		name: 'three times slower from the middle on',
		job: (dice, through) => ({
			lengthMs: usual(dice, through < 0.5 ? 1 : 3),
			etaMs: aroundUsual(dice),
		}),
	},
	{
		name: 'three times quicker from the middle on',
		job: (dice, through) => ({
			lengthMs: usual(dice, through < 0.5 ? 3 : 1),
			etaMs: 3 * aroundUsual(dice),
		}),
	},
	{ name: 'two minutes long', job: (dice) => told(dice, dice.lognormal(120_000, 0.4)) },
	{
		name: 'no longer any sooner done for having waited',
		job: (dice) => ({ lengthMs: 2_000 - median * Math.log(1 - dice.part()), etaMs: median }),
	},
];

export function jobsIn({ job }: World, seed: number, count: number): Job[] {
	const dice = diceOf(seed);
	return Array.from({ length: count }, (_, at) => job(dice, at / count));
}
