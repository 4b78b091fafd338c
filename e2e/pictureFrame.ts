// The canvas of n8n's editor alone, with all of a workflow on it and nothing beside.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Workflow } from '../scripts/lib/examples';
import type { Page } from './browser';
import type { Editor } from './editorPage';

/** What lies on the canvas and belongs to the editor. */
const overlays = [
	'.el-notification',
	'[class*=tab-bar]',
	'[data-test-id=canvas-controls]',
	'[data-test-id^=execute-workflow-button]',
	'[data-test-id=canvas-node-toolbar]',
	'[data-test-id=canvas-edge-toolbar]',
	'[data-test-id=node-creator-plus-button]',
	'[data-test-id=canvas-handle-plus-wrapper]',
	'[class*=nodeButtonsWrapper]',
	'[class*=executionButtons]',
	'.vue-flow__background',
].join(', ');

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Where all nodes and notes are on the screen, their words included. */
const drawn = `(() => {
	const parts = document.querySelectorAll('.vue-flow__node, .vue-flow__node *');
	const boxes = [...parts].map((part) => part.getBoundingClientRect());
	const seen = boxes.filter(({ width, height }) => width > 1 && height > 1);
	const left = Math.min(...seen.map((box) => box.left));
	const top = Math.min(...seen.map((box) => box.top));
	const right = Math.max(...seen.map((box) => box.right));
	const bottom = Math.max(...seen.map((box) => box.bottom));
	return { x: left, y: top, width: right - left, height: bottom - top };
})()`;

/** Around what is drawn, in pixels. */
const margin = 30;
/** How wide a picture may be, in pixels. */
const [narrowest, widest] = [1200, 1500];
/** The editor shows nothing larger than this. */
const largestScale = 2;

/** Room on the screen for a workflow in its own size, with the editor's panels and the room that it keeps free. */
function roomFor({ nodes }: Workflow): { width: number; height: number } {
	const span = (axis: 0 | 1, size: 'width' | 'height'): number => {
		const ends = nodes.map(
			({ position, parameters }) => position[axis] + Number(parameters[size] ?? 200),
		);
		return Math.max(...ends) - Math.min(...nodes.map(({ position }) => position[axis]));
	};
	return {
		width: Math.round(span(0, 'width') * 1.3) + 400,
		height: Math.round(span(1, 'height') * 1.3) + 400,
	};
}

/** A part of the page as a PNG, drawn at a scale and not merely enlarged. */
async function drawnAt(page: Page, clip: Box, scale: number): Promise<Buffer> {
	const session = await page.context().newCDPSession(page);
	const { data } = await session.send<{ data: string }>('Page.captureScreenshot', {
		format: 'png',
		clip: { ...clip, scale },
	});
	await session.detach();
	return Buffer.from(data, 'base64');
}

/** Takes a picture of the open workflow. */
export async function frame(editor: Editor, workflow: Workflow, path: string): Promise<void> {
	const { page } = editor;
	await page.addStyleTag({ content: `${overlays} { display: none !important; }` });
	await page.setViewportSize(roomFor(workflow));
	await editor.settle();
	// Nothing lies under the mouse in the corner.
	await page.mouse.move(0, 0);
	// n8n's key for fitting the view.
	await page.keyboard.press('1');
	await editor.settle();
	const { x, y, width, height } = await page.evaluate<Box>(drawn);
	const clip = {
		x: Math.floor(x - margin),
		y: Math.floor(y - margin),
		width: Math.ceil(width + 2 * margin),
		height: Math.ceil(height + 2 * margin),
	};
	const wanted = Math.min(widest, Math.max(narrowest, clip.width));
	const scale = Math.min(largestScale, wanted / clip.width);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, await drawnAt(page, clip, scale));
}
