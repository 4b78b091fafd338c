import type { JobEntry, RequestEntry } from '../sandbox/server';
import type { Life } from './live';
import { itemOfTrack } from './work';

/** The submit that has made a job. */
export const submitOf = ({ sandbox }: Life, { id }: JobEntry): RequestEntry | undefined =>
	sandbox.books.requests.find(({ kind, job }) => kind === 'submit' && job === id);

/** The item that a job belongs to. */
export const itemOf = (life: Life, job: JobEntry): number =>
	itemOfTrack(Number(submitOf(life, job)?.body?.track_id));

/** The history of a job, in milliseconds from its submit, for the log. */
export function historyOf(life: Life, job: JobEntry): string {
	const { requests } = life.sandbox.books;
	const track = submitOf(life, job)?.body?.track_id;
	const start = job.created;
	const lines = requests
		.filter(
			({ job: about, body, path }) =>
				about === job.id ||
				(body?.track_id !== undefined && body.track_id === track) ||
				path.includes(String(job.id)) ||
				job.links.some((link) => link.endsWith(path.replace(/^\/cdn/, ''))) ||
				String(body?.request_id) === String(job.id),
		)
		.map(({ kind, time, code, fault, answered, aborted, status, message, range, path }) => {
			const end = aborted ? 'caller gone' : answered ? `+${answered - time}` : 'cut';
			return `    ${time - start} ms ${kind} ${code ?? '-'} ${status ?? ''} ${fault ?? ''} ${end} ${message ?? ''} ${kind === 'file' ? `${path.slice(-6)} ${range ?? ''}` : ''}`;
		});
	const stops = life.executions.map(
		({ began, ended, stoppedAt, status }) =>
			`    execution ${status}: ${began - start} to ${ended - start} ms${stoppedAt ? `, Stop at ${stoppedAt - start}` : ''}`,
	);
	const tries = life.heard.tries.map(
		({ node, began, ended }) => `    try of ${node}: ${began - start} to ${ended - start} ms`,
	);
	return [
		`  job ${job.id} of item ${itemOf(life, job)}: ${job.state}`,
		...lines,
		...stops,
		...tries,
	].join('\n');
}
