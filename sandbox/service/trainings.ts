import type { Account } from '../core/accounts';
import type { Desk } from '../core/desk';
import { publicShelf } from './models';
import { memory } from './memory';

/** The way of a training; only the last one is the end. */
const stages = [
	'deploying_gpu',
	'training_started',
	'training_success',
	'trained_model_compressing',
	'trained_model_uploading',
	'trained_model_uploaded',
	'deploying_model',
	'model_ready',
] as const;

/** Ends that are not in the list of the service, which prints no training that went wrong. */
type Stage = (typeof stages)[number] | 'training_failed' | 'training_cancelled';

export interface Training {
	/** Ten letters and digits; also the id of the model that comes out of it. */
	id: string;
	account: Account;
	stage: Stage;
	/** A line per stage. */
	log: string[];
	willFail: boolean;
	webhook?: string;
}

const trainings = memory<Desk, Map<string, Training>>(() => new Map());

/** Starts a training that takes as long as a job, and tells `webhook` of every stage. */
export function startTraining(
	desk: Desk,
	account: Account,
	wish: Pick<Training, 'willFail' | 'webhook'>,
): Training {
	const training: Training = { id: newId(desk), account, stage: stages[0], log: [], ...wish };
	trainings(desk).set(training.id, training);
	enter(desk, training, stages[0]);
	return training;
}

/** Only the key that began a training knows of it. */
export function findTraining(desk: Desk, account: Account, id: string): Training | undefined {
	const training = trainings(desk).get(id);
	return training?.account === account ? training : undefined;
}

/** The ids of the models that this key has trained to the end. */
export function trainedModels(desk: Desk, account: Account): string[] {
	return [...trainings(desk).values()]
		.filter((training) => training.account === account && training.stage === 'model_ready')
		.map(({ id }) => id);
}

/** False when it has ended already. */
export function cancelTraining(desk: Desk, training: Training): boolean {
	if (hasEnded(training)) return false;
	enter(desk, training, 'training_cancelled');
	return true;
}

/** Goes on to the next stage now; gives its name, and nothing where there is none. */
export function advanceTraining(desk: Desk, id: string): Stage | undefined {
	const training = trainings(desk).get(id);
	if (training === undefined || hasEnded(training)) return undefined;
	enter(desk, training, nextOf(training));
	return training.stage;
}

/** Takes away the training and its model, in whatever stage it is. */
export function removeTraining(desk: Desk, { id }: Training): void {
	trainings(desk).delete(id);
	publicShelf(desk).remove(id);
}

function enter(desk: Desk, training: Training, stage: Stage): void {
	training.stage = stage;
	training.log.push(lineOf(stage));
	if (stage === 'model_ready') {
		publicShelf(desk).add({ id: training.id, readyAt: Date.now(), owner: training.account });
	}
	announce(desk, training);
	if (hasEnded(training)) return;
	desk.timers.later(desk.options.secondsPerJob / (stages.length - 1), () => {
		if (training.stage === stage) advanceTraining(desk, training.id);
	});
}

function nextOf({ stage, willFail }: Training): Stage {
	if (stage === 'training_started' && willFail) return 'training_failed';
	return stages[stages.findIndex((each) => each === stage) + 1];
}

function hasEnded({ stage }: Training): boolean {
	return ['model_ready', 'training_failed', 'training_cancelled'].includes(stage);
}

/** The printed log counts the steps that are left; the minutes in it are nobody's promise. */
function lineOf(stage: Stage): string {
	const at = stages.findIndex((each) => each === stage);
	if (at < 0) return stage;
	const left = stages.length - 1 - at;
	return `Step:${at + 1} ${stage}, ${left} Steps to go : ETA : ${left * 4} minutes`;
}

/** `status` is success at every stage, so that the stage alone tells how far it is. */
function announce(desk: Desk, { id, stage, log, webhook }: Training): void {
	if (webhook === undefined) return;
	desk.callbacks.post(desk.queue.nextId(), webhook, {
		status: stage === 'training_failed' ? 'failed' : 'success',
		training_status: stage,
		logs: log.join('\n'),
		model_id: id,
	});
}

function newId({ chance }: Desk): string {
	const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
	return Array.from(
		{ length: 10 },
		() => signs[chance.whole('trainings', 0, signs.length - 1)],
	).join('');
}
