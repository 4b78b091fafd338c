/** The rules, as they are told at the end. Each must be broken by nobody. */
export const rules = {
	twice: 'jobs bought twice',
	lost: 'finished jobs whose result nobody got or can name',
	pairing: 'wrong pairings',
	hang: 'hangs past the time limit',
	key: 'appearances of the key',
	afterStop: 'submits sent after Stop',
} as const;
export type Rule = keyof typeof rules;

export interface Violation {
	rule: Rule;
	run: number;
	/** What happened, and what is needed to find out why. */
	told: string;
}
