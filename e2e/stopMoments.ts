// What the node can be at when Stop comes.
import { encodePng } from '../sandbox/paint/picture';
import { paintScene } from '../sandbox/paint/scene';
import type { Sandbox } from '../sandbox/server';
import type { Call } from './wire';

/** More jobs than any queue of the service holds. */
export const prompts = Array.from(
	{ length: 50 },
	(_, index) => `a boat on a lake, number ${index}`,
);

/** What the node is at when Stop comes. */
export interface Moment {
	name: string;
	/** Parameters of the node beside those of making pictures. */
	parameters?: Record<string, unknown>;
	prepare: (sandbox: Sandbox) => void;
	/** Whether it is there. */
	reached: (sandbox: Sandbox, calls: Call[]) => boolean;
}

/** Whether its caller still waits. */
export const isOpen = ({ ended }: Call): boolean => ended === undefined;
const isFile = ({ path }: Call): boolean => path.startsWith('/generations');
const isUpload = ({ path }: Call): boolean => path.endsWith('base64_to_url');
/** Long enough that it is still out when Stop comes, and long after. */
const long = 30;
const slow = { slowSeconds: long };

/** Every kind of call that can be out, and none. */
export const moments: Moment[] = [
	{
		name: 'while files go up',
		parameters: {
			resource: 'video',
			operation: 'imageToVideo',
			family: 'video',
			model_id: 'svd',
			init_image_from: 'base64',
			init_image_base64: encodePng(paintScene('a boat', 1, 64, 64)).toString('base64'),
			options: {},
		},
		prepare: (sandbox) => {
			Object.assign(sandbox.options, slow);
			sandbox.next({ match: 'helper', fault: 'slow', times: prompts.length });
		},
		reached: (_, calls) => calls.some((call) => isOpen(call) && isUpload(call)),
	},
	{
		name: 'while jobs are in the making',
		prepare: ({ options }) => Object.assign(options, { secondsPerJob: 4, holdSeconds: 0 }),
		reached: ({ books }) => books.jobs.length >= 4 && books.count({ kind: 'fetch' }) > 0,
	},
	{
		name: 'while submits are held open',
		prepare: ({ options }) => Object.assign(options, { secondsPerJob: long, holdSeconds: long }),
		reached: (_, calls) => calls.filter(isOpen).length >= 2,
	},
	{
		name: 'while files are downloaded',
		prepare: ({ options }) => {
			Object.assign(options, slow, { secondsPerJob: 0.2, holdSeconds: 1 });
			options.faults.file = { slow: 1 };
		},
		reached: (_, calls) => calls.some((call) => isOpen(call) && isFile(call)),
	},
	{
		name: 'while the queue is full',
		prepare: ({ options }) =>
			Object.assign(options, { secondsPerJob: long, queueLimit: 2, retryAfterSeconds: 2 }),
		reached: ({ books }) =>
			books.count({ kind: 'submit', where: ({ job, code }) => code !== undefined && !job }) > 0,
	},
];
