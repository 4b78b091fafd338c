/** What a rule is, and what can be said about it. */
import type { Subject } from './subject';

/** The pages of n8n's documentation that the rules come from. */
const reference = 'https://docs.n8n.io/connect/create-nodes/build-your-node/reference';
export const sources = {
	building: 'https://docs.n8n.io/integrations/community-nodes/building-community-nodes/',
	verification: `${reference}/verification-guidelines`,
	ux: `${reference}/ux-guidelines`,
	code: `${reference}/code-standards`,
	errors: `${reference}/error-handling`,
	codex: `${reference}/node-codex-files`,
	standard: `${reference}/base-files/standard-parameters`,
	submitting: 'https://docs.n8n.io/connect/create-nodes/deploy-your-node/submit-community-nodes',
	lint: 'https://github.com/n8n-io/n8n/tree/master/packages/%40n8n/eslint-plugin-community-nodes',
	starter: 'https://github.com/n8n-io/n8n-nodes-starter',
} as const;

/** What only the published package or the network can show, and what to do about it. */
export class NotOffline {
	constructor(readonly toDo: string) {}
}

/** Where a rule is broken, a line each, none where it is met; or that this cannot be seen here. */
export type Finding = string[] | NotOffline;

export interface Rule {
	/** In our own words, as a sentence about what is to hold. */
	rule: string;
	/** Where n8n says so. */
	source: string;
	check: (subject: Subject) => Finding | Promise<Finding>;
}

/** Rules of one subject, under one heading. */
export interface Chapter {
	heading: string;
	rules: readonly Rule[];
}

/** One complaint where something does not hold. */
export const unless = (holds: boolean, complaint: string): string[] => (holds ? [] : [complaint]);

/** Each complaint once, in its order. */
export const once = (complaints: readonly string[]): string[] => [...new Set(complaints)];
