// n8n's editor in a browser: what a user's hands do there, and what a user's eyes see.
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Sandbox } from '../sandbox/server';
import { n8nHome, root } from '../scripts/lib/paths';
import { say, Trouble } from '../scripts/lib/terminal.mjs';
import type { AnyN8n } from './anyN8n';
import type { Locator, Page } from './browser';
import type { Checks } from './checks';
import { until } from './runs';

const pictures = join(n8nHome, 'out', 'editor');
/** A busy machine must not make a check fail. */
const patience = 90_000;

/** What is on the screen, as far as it can still change. */
const onScreen = `document.body.innerText + [...document.images].map((image) => image.src + image.complete).join() +
	[...document.querySelectorAll('[data-test-id=canvas-node]')].map((node) => {
		const { x, y } = node.getBoundingClientRect();
		return [x, y].join();
	}).join()`;

const oneLine = (texts: string[]): string => texts.join(' ').replace(/\s+/g, ' ').trim();

export class Editor {
	private taken = 0;

	constructor(
		readonly page: Page,
		readonly n8n: AnyN8n,
		readonly sandbox: Sandbox,
		readonly checks: Checks,
	) {
		page.setDefaultTimeout(patience);
		rmSync(pictures, { recursive: true, force: true });
		mkdirSync(pictures, { recursive: true });
	}

	/** A picture of the whole screen, numbered in the order of taking. */
	async shoot(name: string): Promise<void> {
		this.taken += 1;
		const path = join(pictures, `${String(this.taken).padStart(2, '0')}-${name}.png`);
		await this.page.screenshot({ path, animations: 'disabled' });
		say(`    ${relative(root, path)}`);
	}

	/** A group of checks; where one stops half-way, a picture tells where. */
	async group(name: string, work: () => Promise<void>): Promise<void> {
		await this.checks.group(name, async () => {
			try {
				await work();
			} catch (error) {
				await this.shoot('x-stopped-here');
				throw error;
			}
		});
	}

	check(name: string, good: boolean, told: string): void {
		this.checks.check(name, good, told);
	}

	/** What n8n's editor marks for its own tests. */
	marked(mark: string, within = ''): Locator {
		return this.page.locator(`${within} [data-test-id="${mark}"]`.trim());
	}

	async goto(path: string): Promise<void> {
		await this.page.goto(`${this.n8n.url}${path}`);
	}

	/** Waits until the screen holds still. One that goes on moving is taken as it is. */
	async settle(): Promise<void> {
		let last = '';
		const still = async (): Promise<true | undefined> => {
			const now = await this.page.evaluate<string>(onScreen);
			const same = now === last;
			last = now;
			return same || undefined;
		};
		await until('A screen that holds still', 4_000, still, 200).catch(() => undefined);
	}

	/** Waits until something says what is expected; gives all of it. */
	async says(what: Locator, expected: RegExp, limit = patience): Promise<string> {
		let said = '';
		const told = async (): Promise<string | undefined> => {
			said = oneLine(await what.allInnerTexts());
			return expected.test(said) ? said : undefined;
		};
		return await until(String(expected), limit, told, 100).catch(() => {
			throw new Trouble(`The editor says '${said.slice(0, 300)}', not ${String(expected)}.`);
		});
	}

	/** All that something says now. */
	async textOf(what: Locator): Promise<string> {
		return oneLine(await what.allInnerTexts());
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	}

	async openWorkflow(id: string): Promise<void> {
		await this.goto(`/workflow/${id}`);
		await this.marked('canvas-node').first().waitFor();
		await this.settle();
	}

	/** Double clicks until the panel is there: the canvas may still have moved under the mouse. */
	async openNode(name: string): Promise<void> {
		await this.node(name).waitFor();
		const panel = this.marked('output-panel').first();
		await until(`The panel of ${name}`, patience, async () => {
			await this.node(name).dblclick();
			const there = panel.waitFor({ timeout: 5_000 }).then(() => true);
			return await there.catch(() => undefined);
		});
		await this.settle();
	}

	async closeNode(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.marked('output-panel').first().waitFor({ state: 'hidden' });
		await this.settle();
	}

	/** One of the open node's inputs. */
	input(name: string): Locator {
		return this.marked(`parameter-input-${name}`).first();
	}

	/** Where the text of an input is typed. */
	text(name: string): Locator {
		return this.input(name).locator('textarea, input').first();
	}

	/** The names of the inputs that the open node shows, in the order of the form. */
	async inputs(): Promise<string[]> {
		const all = await this.page
			.locator('[data-test-id=node-parameters] [data-test-id^=parameter-input-]:visible')
			.evaluateAll((found) =>
				found.map((one) =>
					(one.getAttribute('data-test-id') ?? '').slice('parameter-input-'.length),
				),
			);
		return [...new Set(all)].filter((name) => !['field', 'item'].includes(name));
	}

	/** The inputs that n8n marks because what they hold cannot be. */
	async marks(): Promise<string[]> {
		const all = '[data-test-id=node-parameters] [data-test-id=parameter-input]:visible';
		return await this.page
			.locator(`${all}:has([data-test-id=parameter-issues])`)
			.locator('[data-test-id^=parameter-input-]')
			.evaluateAll((found) =>
				found
					.map((one) => (one.getAttribute('data-test-id') ?? '').slice('parameter-input-'.length))
					.filter((name) => name !== 'field'),
			);
	}

	/** Chooses an entry of one of the node's lists. Entries begin with their name, descriptions follow. */
	async choose(name: string, entry: string): Promise<void> {
		await this.input(name).scrollIntoViewIfNeeded();
		await this.input(name).locator('input').first().click();
		const entries = this.page.locator('[data-test-id="parameter-input-item"]:visible');
		await entries.first().waitFor();
		const texts = await entries.allInnerTexts();
		const names = texts.map((text) => text.trim().split('\n')[0]);
		if (!names.includes(entry)) throw new Trouble(`'${entry}' is not offered: ${names.join(', ')}`);
		await entries.nth(names.indexOf(entry)).click();
		await entries.first().waitFor({ state: 'hidden' });
		await this.settle();
	}

	/** What opens the list of the node's options; n8n 1.x has no mark for it. */
	get optionList(): Locator {
		return this.page
			.locator(
				'[data-test-id=collection-parameter-add], .collection-parameter .param-options input',
			)
			.first();
	}

	/** Opens the list of the node's options. */
	async openOptions(): Promise<Locator> {
		await this.optionList.scrollIntoViewIfNeeded();
		await this.optionList.click();
		const entries = this.page.locator('.el-select-dropdown__item:visible, [role=option]:visible');
		await entries.first().waitFor();
		await this.settle();
		return entries;
	}

	/** Adds one of the node's options. */
	async addOption(name: string): Promise<void> {
		const entries = await this.openOptions();
		await entries
			.filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) })
			.first()
			.click();
		await this.settle();
	}

	/** Runs the open node; gives what the output panel says once it says what is expected. */
	async execute(expected: RegExp): Promise<string> {
		await this.marked('node-execute-button').first().click();
		return await this.says(this.marked('output-panel').first(), expected);
	}

	/** The picture, video or sound that the output panel shows once View is pressed. */
	async view(kind: 'img' | 'video' | 'audio'): Promise<Locator> {
		await this.marked('ndv-view-binary-data').first().click();
		const shown = this.page.locator(
			`[data-test-id=output-panel] ${kind}:visible, .binary-data ${kind}:visible`,
		);
		await shown.first().waitFor();
		return shown.first();
	}

	/** How wide a picture is in its own pixels, once it is loaded; 0 where it cannot be shown. */
	async widthOf(picture: Locator): Promise<number> {
		const read = async (): Promise<number | undefined> => {
			const { complete, naturalWidth } = await picture.evaluate((image) => ({
				complete: (image as HTMLImageElement).complete,
				naturalWidth: (image as HTMLImageElement).naturalWidth,
			}));
			return complete && naturalWidth > 0 ? naturalWidth : undefined;
		};
		return await until('A loaded picture', 20_000, read).catch(() => 0);
	}

	/** Runs the open workflow and waits until a node has ended well. */
	async runWorkflow(last: string): Promise<void> {
		await this.marked('execute-workflow-button').first().click();
		await this.node(last).locator('[data-test-id=canvas-node-status-success]').waitFor();
		await this.settle();
	}

	/** What n8n tells in the corner of the screen. */
	get toasts(): Locator {
		return this.page.locator('.el-notification');
	}

	/** How many calls of a kind the service has had. */
	asked(kind: 'submit' | 'fetch' | 'file' | 'helper'): number {
		return this.sandbox.books.count({ kind });
	}
}
