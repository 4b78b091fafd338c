// A workflow that calls one which parks, and waits for it. What the caller then has is n8n's doing: with n8n's own
// Wait node in the called workflow it has the same.
import { callChild, parentOf, parkAsChild, parkFor } from './parkFlows';
import {
	checkBought,
	checkEnds,
	checkPictures,
	clear,
	endsOf,
	finishParked,
	outputOf,
	prompts,
	type Scene,
	toldOf,
} from './parkScene';
import { until } from './runs';

/** How the caller goes through its items. */
type Mode = 'once' | 'each';

/** What n8n gives the caller when the called ones have come out: their pictures, or items that came in. */
function whatHolds(
	{ n8n: { isOld } }: Scene,
	mode: Mode,
): { says: string; holds: (out: string[]) => boolean } {
	if (isOld) {
		const own = prompts.map((prompt) => `input ${prompt}`);
		return {
			says: 'n8n 1.x hands its own input on, not what the called one gave',
			holds: (out) => out.join() === own.join(),
		};
	}
	return mode === 'once'
		? {
				says: "the caller goes on with the called one's pictures",
				holds: (out) => out.join() === prompts.join(),
			}
		: {
				says: 'once for each item, n8n hands on only what the first to end gave',
				holds: (out) => out.length === 1 && prompts.includes(out[0]),
			};
}

/** @param limit seconds after which the called one goes on by itself; then all callbacks are lost */
export async function called(scene: Scene, mode: Mode, limit?: number): Promise<void> {
	clear(scene);
	const { sandbox, n8n, checks } = scene;
	const { runs, credentialId } = n8n;
	if (limit !== undefined) sandbox.options.callbacks.lossRate = 1;
	const draft = parkAsChild(`called ${mode}`, { credentialId, ...parkFor(limit ?? 600) });
	const child = await runs.save(draft);
	await runs.publish(child);
	const calls = mode === 'once' ? 1 : prompts.length;
	const id = await runs.start(await runs.save(parentOf(`caller ${mode}`, child, prompts, mode)));
	await until('That all are parked', 60_000, async () => {
		const parked = await runs.count('waiting', child);
		const { status } = await runs.client.execution(id);
		return parked === calls && status === 'waiting' ? true : undefined;
	});
	checks.check('the caller is parked with what it calls', true, `${calls} called`);
	const ids = (await runs.list('waiting', child)).reverse();
	await finishParked(scene);
	const ends = await endsOf(scene, [...ids, id], 150_000);
	checkEnds(scene, ends);
	checkBought(scene, prompts.length);
	if (mode === 'once') await checkPictures(scene, ends.slice(0, -1));
	const parent = await until('The end of the caller', 30_000, async () => {
		const execution = await runs.client.execution(id);
		return execution.runs.After ? execution : undefined;
	});
	const out = outputOf(parent, callChild).map(({ json }) =>
		json.status === 'success'
			? String(sandbox.books.job(String(json.id))?.prompt)
			: `input ${String(json.prompt)}`,
	);
	const { says, holds } = whatHolds(scene, mode);
	checks.check(says, holds(out), `${out.join(', ')}; ${toldOf(scene)}`);
}
