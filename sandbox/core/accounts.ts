import type { KeyOptions, Plan, SandboxOptions } from '../options';

/** One key, with what it has spent. Limits are read from the options at every call, so that they can be changed live. */
export interface Account {
	key: string;
	owner: string;
	kind: 'normal' | 'enterprise';
	/** US dollars. */
	spent: number;
	/** When the number of open jobs was asked for, of the last minute; milliseconds since 1970. */
	countCalls: number[];
	settings?: KeyOptions;
}

export class Accounts {
	private readonly known = new Map<string, Account>();

	constructor(private readonly options: SandboxOptions) {}

	/** The account of a key, or undefined for a key that nobody has. */
	find(key: unknown): Account | undefined {
		if (typeof key !== 'string' || key === '') return undefined;
		const settings = this.options.keys.find((entry) => entry.key === key);
		const isNormal = key === this.options.key;
		const isEnterprise = key === this.options.enterpriseKey;
		if (!settings && !isNormal && !isEnterprise) return undefined;
		let account = this.known.get(key);
		if (!account) {
			account = {
				key,
				owner:
					settings?.owner ??
					(isNormal ? 'default' : isEnterprise ? 'enterprise' : this.nameOf(key)),
				kind: settings?.kind ?? (isEnterprise ? 'enterprise' : 'normal'),
				spent: 0,
				countCalls: [],
				settings,
			};
			this.known.set(key, account);
		}
		account.settings = settings;
		return account;
	}

	/** US dollars left. */
	balance(account: Account): number {
		const credits = account.settings?.credits ?? this.options.credits;
		return Math.round((credits - account.spent) * 10_000) / 10_000;
	}

	plan(account: Account): Plan {
		return account.settings?.plan ?? this.options.plan;
	}

	queueLimit(account: Account): number {
		return account.settings?.queueLimit ?? this.options.queueLimit;
	}

	private nameOf(key: string): string {
		return `key ${this.options.keys.findIndex((entry) => entry.key === key) + 1}`;
	}
}
