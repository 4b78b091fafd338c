// Chromium under Playwright. Playwright is among n8n's packages in e2e/, which most checkouts never install;
// so that the project still type-checks there, the part of it that is used is described here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { n8nHome } from '../scripts/lib/paths';
import { atEnd } from '../scripts/lib/shutdown';
import { Trouble } from '../scripts/lib/terminal.mjs';

export interface Locator {
	first(): Locator;
	nth(index: number): Locator;
	count(): Promise<number>;
	filter(options: { hasText: string | RegExp }): Locator;
	isVisible(): Promise<boolean>;
	inputValue(): Promise<string>;
	getAttribute(name: string): Promise<string | null>;
	scrollIntoViewIfNeeded(): Promise<void>;
	locator(selector: string): Locator;
	waitFor(options?: {
		timeout?: number;
		state?: 'attached' | 'detached' | 'visible' | 'hidden';
	}): Promise<void>;
	click(): Promise<void>;
	dblclick(): Promise<void>;
	hover(): Promise<void>;
	fill(text: string): Promise<void>;
	evaluate<Result>(read: (element: unknown) => Result): Promise<Result>;
	evaluateAll<Result>(read: (elements: HTMLElement[]) => Result): Promise<Result>;
	allInnerTexts(): Promise<string[]>;
}

export interface Page {
	keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
	mouse: { move(x: number, y: number): Promise<void> };
	goto(url: string): Promise<unknown>;
	url(): string;
	/** An expression, or a function with nothing from outside. */
	evaluate<Result>(read: string | (() => Result | Promise<Result>)): Promise<Result>;
	locator(selector: string): Locator;
	screenshot(options: { path: string; animations?: 'disabled' }): Promise<unknown>;
	setViewportSize(size: { width: number; height: number }): Promise<void>;
	addStyleTag(style: { content: string }): Promise<unknown>;
	/** The browser's own protocol. */
	context(): {
		newCDPSession(page: Page): Promise<{
			send<Answer>(method: string, parameters: Record<string, unknown>): Promise<Answer>;
			detach(): Promise<void>;
		}>;
	};
	setDefaultTimeout(milliseconds: number): void;
	waitForTimeout(milliseconds: number): Promise<void>;
	waitForURL(matches: (url: URL) => boolean): Promise<void>;
}

interface Browser {
	newPage(options: { viewport: { width: number; height: number } }): Promise<Page>;
	close(): Promise<void>;
}

interface Playwright {
	chromium: { launch(options: { executablePath: string; args: string[] }): Promise<Browser> };
}

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** The browser asks nobody outside either. */
const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Opens a page in the system's Chromium; the browser closes with the script. */
export async function openPage(): Promise<Page> {
	const executablePath = places.find((path) => existsSync(path));
	if (!executablePath) {
		throw new Trouble(
			'The editor needs Chromium, which was not found (Debian and Ubuntu: apt-get install chromium).',
		);
	}
	const { chromium } = require(join(n8nHome, 'node_modules', 'playwright-core')) as Playwright;
	const browser = await chromium.launch({ executablePath, args: flags });
	atEnd(() => browser.close());
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	page.setDefaultTimeout(20_000);
	return page;
}
