/** What a run has learned of one kind of job. */
export class Lessons {
	learn(_seen: { etaMs?: number; notYetMs: number; readyMs: number }): void {}
}
