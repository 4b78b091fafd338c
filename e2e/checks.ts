import { green, red, say } from '../scripts/lib/terminal.mjs';

/** What a script has checked: one line each, counted at the end. */
export class Checks {
	private passed = 0;
	private failed = 0;

	/** @param told what was found, good or bad */
	check(name: string, good: boolean, told: string): void {
		if (good) this.passed += 1;
		else this.failed += 1;
		say(`  ${good ? green('✔') : red('✘')} ${name.padEnd(62)} ${told.slice(0, 200)}`);
	}

	/** A group of checks under a heading; a throw is a check that failed, and the next group goes on. */
	async group(name: string, work: () => Promise<void>): Promise<void> {
		say(name);
		await work().catch((error: Error) => this.check('goes through', false, error.message));
	}

	/** Says how it went; gives the exit code. */
	end(): number {
		say(`${this.passed} passed, ${this.failed} failed`);
		return this.failed === 0 ? 0 : 1;
	}
}
