import { setTimeout as sleep } from 'node:timers/promises';
import { batch, generate } from './batches';
import type { Editor } from './editorPage';
import { until } from './runs';
import { isOpen } from './stopMoments';
import { watchWire } from './wire';

/** How long nothing may be bought after Stop. */
const watched = 4_000;

/** Stop in the midst of 20 items: nothing more is bought, and what was bought is named. */
export async function stop(editor: Editor, credentialId: string): Promise<void> {
	const { sandbox, n8n } = editor;
	const { books, options } = sandbox;
	books.clear();
	const calls = watchWire(sandbox.port);
	options.secondsPerJob = 600;
	const prompts = Array.from({ length: 20 }, (_, index) => `a boat on a lake, number ${index}`);
	const workflow = await n8n.runs.save(batch('20 boats', prompts, { credentialId }));
	await editor.openWorkflow(workflow);
	await editor.marked('execute-workflow-button').first().click();
	const button = editor.marked('stop-execution-button').first();
	await button.waitFor();
	const full = () => (books.jobs.length >= options.queueLimit ? true : undefined);
	await until('A full queue', 60_000, full);
	// All of them have been answered, and so has whatever was refused.
	const answered = () => (calls.some(isOpen) ? undefined : true);
	await until('Answers to all submits', 60_000, answered);
	await editor.settle();
	await editor.shoot('stop-running');
	const began = Date.now();
	await button.click();
	const toast = await editor.says(editor.toasts, /stopped/i);
	const took = Date.now() - began;
	await button.waitFor({ state: 'hidden' });
	await editor.shoot('stop-stopped');
	editor.check('the editor says that it has stopped', took < 10_000, `'${toast}' after ${took} ms`);
	const running = await editor.node(generate).locator('[data-test-id*=status-running]').count();
	editor.check('the node is no longer shown as at work', running === 0, `${running} running`);
	const bought = books.jobs.map(({ id }) => String(id));
	const submits = editor.asked('submit');
	// Room in the queue, which a node that still ran would take.
	sandbox.finish();
	await sleep(watched);
	const later = editor.asked('submit') - submits;
	editor.check(
		`no submit comes in the ${watched / 1000} s after it`,
		later === 0,
		`${submits} before, ${later} after`,
	);

	await editor.openNode(generate);
	await editor.shoot('stop-panel');
	const panel = await editor.textOf(editor.marked('output-panel').first());
	await editor.closeNode();
	const execution = (await n8n.runs.newest(workflow)) ?? '';
	await editor.goto(`/workflow/${workflow}/executions/${execution}`);
	await editor.says(editor.page.locator('body'), /Canceled in/);
	await editor.settle();
	await editor.shoot('stop-execution');
	const page = await editor.textOf(editor.page.locator('body'));
	const visible = bought.filter((id) => panel.includes(id) || page.includes(id));
	const { raw } = await n8n.runs.client.execution(execution);
	const { customData } = JSON.parse(raw) as { customData?: Record<string, string> };
	const told = Object.values(customData ?? {}).join(', ');
	const named = bought.filter((id) => told.includes(id));
	editor.check(
		"the execution's highlighted data name the jobs that were bought",
		bought.length > 0 && named.length === bought.length,
		`${named.length} of ${bought.length}; on the screen of this edition of n8n: ${visible.length}`,
	);
}
