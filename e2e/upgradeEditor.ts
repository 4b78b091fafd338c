// Saved workflows in n8n's editor: what it does not know, and what it finds wrong.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../scripts/lib/examples';
import { exampleCredential } from '../scripts/lib/n8nFolder';
import { n8nHome } from '../scripts/lib/paths';
import type { House } from '../scripts/lib/house';
import type { Page } from './browser';
import type { Checks } from './checks';
import { until } from './runs';

const pictures = join(n8nHome, 'out');
const type = 'n8n-nodes-stable-diffusion-api.stableDiffusion';

/** Marks on a node that the editor does not know or finds fault with; their names since n8n 1.x and in 2.x. */
const marks = [
	'node-not-installed',
	'node-restricted',
	'node-issues',
	'node-setup-required',
	'canvas-node-status-issues',
];

export async function signInto(page: Page, { server, owner }: House): Promise<void> {
	await page.goto(`${server.url}/signin`);
	await page.locator('input[type=email]').fill(owner.email);
	await page.locator('input[type=password]').fill(owner.password);
	await page.keyboard.press('Enter');
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
}

/** What the editor shows of a workflow. */
export interface Seen {
	nodes: number;
	/** On the canvas: the mark and the node. */
	marks: string[];
	/** How many were opened: only those of forms that were not seen before. */
	panels: number;
	/** In the panels: the node, and how many of its parameters. */
	issues: string[];
}

const canvasNode = '[data-test-id=canvas-node]';
const panel = '[data-test-id=node-parameters]';

/** The forms whose panels have been open, so that each is looked at once: that takes seconds. */
const looked = new Set<string>();

/** Opens the panels of our nodes one by one. */
async function panelsOf(page: Page, workflow: Workflow): Promise<Pick<Seen, 'panels' | 'issues'>> {
	const issues: string[] = [];
	let panels = 0;
	for (const node of workflow.nodes.filter((each) => each.type.startsWith(type))) {
		const { resource, operation, family, ...others } = node.parameters;
		const form = [resource, operation, family, ...Object.keys(others).sort()].join();
		if (looked.has(form)) continue;
		looked.add(form);
		panels += 1;
		await page.locator(`${canvasNode}[data-node-name="${node.name}"]`).first().dblclick();
		await page.locator(panel).first().waitFor();
		await settled(page);
		const found = await page.locator('[data-test-id=parameter-issues]').count();
		if (found > 0) issues.push(`${node.name}: ${found} parameters`);
		await page.keyboard.press('Escape');
		await page.locator(panel).first().waitFor({ state: 'hidden' });
	}
	return { panels, issues };
}

/** Waits until nothing comes to the screen or goes from it any more. */
async function settled(page: Page): Promise<void> {
	let before = -1;
	const same = async (): Promise<true | undefined> => {
		const now = await page.evaluate<number>('document.querySelectorAll("*").length');
		const stands = now === before;
		before = now;
		return stands || undefined;
	};
	await until('A screen that stands still', 60_000, same, 200);
}

/** Opens a workflow and looks at everything; leaves a picture of the canvas. */
export async function look(
	page: Page,
	{ server }: House,
	workflow: Workflow,
	picture: string,
	withPanels = true,
): Promise<Seen> {
	await page.goto(`${server.url}/workflow/${workflow.id}`);
	await page.locator(canvasNode).first().waitFor();
	await settled(page);
	const inPanels = withPanels ? await panelsOf(page, workflow) : { panels: 0, issues: [] };
	await settled(page);
	mkdirSync(pictures, { recursive: true });
	await page.screenshot({ path: join(pictures, `upgrade-${picture}.png`) });
	const found: string[] = [];
	for (const mark of marks) {
		const count = await page.locator(`[data-test-id=${mark}]`).count();
		if (count > 0) found.push(`${count} ${mark}`);
	}
	return { nodes: await page.locator(canvasNode).count(), marks: found, ...inPanels };
}

/** A workflow that no editor could take: a node that there is not, and one whose operation there is not. */
export const flawed: Workflow = {
	id: 'keptflawed000001',
	name: 'Flawed',
	nodes: [
		{
			id: 'a',
			name: 'Gone',
			type: `${type}Gone`,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
		{
			id: 'b',
			name: 'Flawed',
			type,
			typeVersion: 1,
			position: [240, 0],
			parameters: { family: 'gone' },
			credentials: {
				[exampleCredential.type]: { id: exampleCredential.id, name: exampleCredential.name },
			},
		},
	],
	connections: {},
	settings: { executionOrder: 'v1' },
	active: false,
};

/** The editor must show such flaws, or finding none would mean nothing. */
export async function seesFlaws(page: Page, house: House, checks: Checks): Promise<void> {
	const flawedNode = { ...flawed, nodes: flawed.nodes.slice(1) };
	const { marks: found } = await look(page, house, flawed, 'flawed', false);
	checks.check(
		'a node that there is not is marked',
		found.some((mark) => mark.endsWith('node-not-installed')),
		found.join(', ') || 'no mark',
	);
	const { issues } = await look(page, house, flawedNode, 'flawed-panel');
	checks.check('a value that there is not is an issue', issues.length === 1, issues.join(', '));
}
