import type { SandboxOptions } from '../options';
import { Accounts } from './accounts';
import { Books } from './books';
import { Callbacks } from './callbacks';
import { Chance } from './chance';
import { Faults } from './faults';
import { Files } from './files';
import { Queue, type Job } from './queue';
import { Timers } from './timers';

/** Everything a call may need. One desk per sandbox; nothing is global. */
export interface Desk {
	options: SandboxOptions;
	books: Books;
	chance: Chance;
	timers: Timers;
	accounts: Accounts;
	faults: Faults;
	files: Files;
	callbacks: Callbacks;
	queue: Queue;
}

/** `onEnd` is told of every job that ends, well or badly. */
export function openDesk(options: SandboxOptions, onEnd: (desk: Desk, job: Job) => void): Desk {
	const chance = new Chance(options.seed);
	const timers = new Timers();
	const books = new Books();
	const desk: Desk = {
		options,
		books,
		chance,
		timers,
		accounts: new Accounts(options),
		faults: new Faults(options, chance, timers),
		files: new Files(options),
		callbacks: new Callbacks(options, books, chance, timers),
		queue: new Queue(options, chance, timers, (job) => onEnd(desk, job)),
	};
	return desk;
}
