import type { Account } from '../core/accounts';
import type { Desk } from '../core/desk';

/** A model on a server. */
export interface ShelfModel {
	id: string;
	/** Milliseconds since 1970; undefined while it loads. */
	readyAt?: number;
	/** The only key that may use it; undefined = every key. */
	owner?: Account;
	/** How the public list shows it; undefined = not at all, or by the list's own table. */
	listing?: { name: string; picture: string };
}

/** The models of one server. Loading takes as long as a job. */
export class Shelf {
	private readonly models = new Map<string, ShelfModel>();

	constructor(models: ShelfModel[]) {
		for (const model of models) this.models.set(model.id, model);
	}

	isReady(id: string, account: Account): boolean {
		const model = this.models.get(id);
		return model?.readyAt !== undefined && (!model.owner || model.owner === account);
	}

	ready(): (ShelfModel & { readyAt: number })[] {
		return [...this.models.values()].flatMap((model) =>
			model.readyAt === undefined ? [] : [{ ...model, readyAt: model.readyAt }],
		);
	}

	/** Puts a model there that needs no loading. */
	add(model: ShelfModel): void {
		this.models.set(model.id, model);
	}

	/**
	 * Starts to load a model; one that is ready stays usable meanwhile. `onEnd` is told whether it is there, and is not
	 * called when the model was deleted on the way.
	 */
	load(desk: Desk, model: ShelfModel, onEnd: (isReady: boolean) => void = () => {}): void {
		const entry = this.models.get(model.id) ?? model;
		this.models.set(entry.id, entry);
		desk.timers.later(desk.options.secondsPerJob, () => {
			if (this.models.get(entry.id) !== entry) return;
			const isBroken = holdsWord(entry.id, 'broken');
			if (!isBroken) entry.readyAt = Date.now();
			onEnd(!isBroken);
		});
	}

	isLoading(id: string): boolean {
		const model = this.models.get(id);
		return model !== undefined && model.readyAt === undefined;
	}

	/** False when it was not there. */
	remove(id: string): boolean {
		return this.models.delete(id);
	}
}

/** True when an id has the word in it, set off by anything that is no letter. */
export function holdsWord(id: string, word: string): boolean {
	return new RegExp(`(?<![a-z])${word}(?![a-z])`, 'i').test(id);
}
