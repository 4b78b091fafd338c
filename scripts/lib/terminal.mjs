// @ts-check
// What npm start and its relatives print: one line per step, moving while it works.
// Plain JavaScript without dependencies, because scripts/setup.mjs needs it before anything is installed.

const tty = Boolean(process.stdout.isTTY);
const coloured = tty && !process.env.NO_COLOR;
const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const labelWidth = 20;
/** How often a log file, where a line cannot move, hears that a step is still at work. */
const quietSeconds = 15;

/** @param {number} code @param {string} text */
const paint = (code, text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
/** @param {string} text */
export const bold = (text) => paint(1, text);
/** @param {string} text */
export const dim = (text) => paint(2, text);
/** @param {string} text */
export const green = (text) => paint(32, text);
/** @param {string} text */
export const red = (text) => paint(31, text);
/** @param {string} text */
export const yellow = (text) => paint(33, text);

/** Something the user can act on: its message is one sentence, printed without a stack. */
export class Trouble extends Error {}

/**
 * Elapsed time as people say it: `4 s`, `2 min 10 s`.
 * @param {number} milliseconds
 */
export function elapsed(milliseconds) {
	const seconds = Math.round(milliseconds / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** @param {string} text */
export function say(text = '') {
	process.stdout.write(`${text}\n`);
}

/**
 * Starts a step and shows that it is at work.
 * @param {string} name
 */
export function step(name) {
	const started = Date.now();
	let frame = 0;
	let detail = '';
	let spoken = 0;
	const label = name.padEnd(labelWidth);
	const timer = setInterval(tick, tty ? 120 : 1000);
	timer.unref();
	if (tty) tick();

	function tick() {
		const time = elapsed(Date.now() - started);
		if (tty) {
			const width = (process.stdout.columns ?? 80) - labelWidth - time.length - 9;
			const shown = detail.length > width ? `${detail.slice(0, Math.max(width - 1, 0))}…` : detail;
			const line = `  ${frames[frame++ % frames.length]} ${label}${time}  ${dim(shown)}`;
			process.stdout.write(`\r\u001b[K${line}`);
		} else if (Date.now() - started >= (spoken + 1) * quietSeconds * 1000) {
			spoken++;
			say(`  … ${label}${time}  ${detail}`.trimEnd());
		}
	}

	/** @param {string} mark @param {string} text */
	function end(mark, text) {
		clearInterval(timer);
		const time = elapsed(Date.now() - started);
		if (tty) process.stdout.write('\r\u001b[K');
		say(`  ${mark} ${label}${text || `(${time})`}`);
	}

	return {
		/** What it is doing right now. @param {string} text */
		now: (text) => void (detail = text),
		/** Done; the text replaces the elapsed time. @param {string} [text] */
		done: (text = '') => end(green('✔'), text),
		/** Done, with a word after the elapsed time. @param {string} remark */
		doneIn: (remark) => end(green('✔'), `(${elapsed(Date.now() - started)}${remark})`),
		/** Left out, and why. @param {string} text */
		skipped: (text) => end(yellow('–'), text),
		/** Did not work out. @param {string} [text] */
		failed: (text = '') => end(red('✘'), text),
	};
}

/**
 * Runs the work of a step; a throw marks the line and goes on up.
 * @template T
 * @param {string} name
 * @param {(line: ReturnType<typeof step>) => Promise<T> | T} work must end the line itself when it succeeds
 * @returns {Promise<T>}
 */
export async function during(name, work) {
	const line = step(name);
	try {
		return await work(line);
	} catch (error) {
		line.failed();
		throw error;
	}
}

/**
 * Says what went wrong: a sentence for a Trouble, the stack for what nobody foresaw.
 * @param {unknown} error
 */
export function report(error) {
	const text =
		error instanceof Trouble ? error.message : error instanceof Error ? error.stack : String(error);
	process.stderr.write(`\n  ${text}\n`);
}
