/**
 * Stages of a training, which its answers and callbacks tell under `status: success` from the first on. The
 * documented ones end with the first of these; of bad ends only `training_failed` was ever seen.
 */
export const trainingStages = {
	ready: ['model_ready'],
	failed: ['fail', 'error', 'cancel', 'cancle'],
} as const;

/** How far a training is, by the word for its stage. */
export function readStage(stage: string): 'finished' | 'failed' | 'running' {
	const word = stage.trim().toLowerCase();
	if (trainingStages.ready.some((ready) => ready === word)) return 'finished';
	return trainingStages.failed.some((part) => word.includes(part)) ? 'failed' : 'running';
}
