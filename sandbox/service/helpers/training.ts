import { json, type Answer } from '../../core/answer';
import type { Desk } from '../../core/desk';
import { loadInput } from '../../core/inputs';
import { refused, refusedBy } from '../call';
import { callback, choice, required, text, whole } from '../fields';
import { hasWord } from '../job';
import {
	cancelTraining,
	findTraining,
	removeTraining,
	startTraining,
	trainedModels,
	type Training,
} from '../trainings';
import { done, early, type Helper, type HelperCall } from './helper';

/** US dollars per training, as its page says. */
const price = 1;

/** The training of a LoRA, from the first picture to the end of the model. */
export const trainingHelpers: Helper[] = [
	{
		path: '/api/v3/lora_fine_tune',
		family: early,
		fields: {
			instance_prompt: required(text),
			class_prompt: required(text),
			images: { type: 'list', of: 'image', required: true },
			// The text "null" is one of the documented values, for things that are no people.
			training_type: required(choice(['men', 'women', 'couple', 'null'], 'men')),
			max_train_steps: required(whole(18, 10, 50)),
			base_model_type: choice(['normal', 'sdxl'], 'sdxl'),
			lora_type: choice(['lora', 'lycoris'], 'lora'),
			negative_prompt: text,
			seed: whole(0),
			wandb_key: text,
			webhook: callback.webhook,
		},
		answer: start,
	},
	{
		path: '/api/v3/fine_tune_status/{id}',
		family: early,
		answer: withTraining((_desk, { stage, log }) =>
			json(200, {
				status: stage === 'training_failed' ? 'failed' : 'success',
				messege: stage,
				data: log.join('\n'),
			}),
		),
	},
	{
		path: '/api/v3/finetune_list',
		family: early,
		answer: (desk, { account }) =>
			done(early, 'model list', { data: trainedModels(desk, account) }),
	},
	// The openapi has the first spelling, all pages and clients have the second; either may be the real one.
	...['/api/v3/cancel_training/{id}', '/api/v3/cancle_training/{id}'].map((path): Helper => ({
		path,
		family: early,
		answer: withTraining(cancel),
	})),
	// `/delete/{id}` of the openapi lies below a server address of its own, which makes it this path too.
	{ path: '/api/v3/finetune/delete/{id}', family: early, answer: withTraining(remove) },
];

async function start(desk: Desk, { account, values }: HelperCall): Promise<Answer> {
	for (const link of values.images as string[]) {
		if (!(await loadInput(desk.files, link, 'never'))) {
			return refusedBy(early, 400, 'Unable to fetch image from provided URL');
		}
	}
	if (desk.accounts.balance(account) < price) {
		return refused(402, 'Insufficient credits. Please add more credits to continue.');
	}
	account.spent += price;
	const training = startTraining(desk, account, {
		willFail: hasWord({ prompt: values.instance_prompt }, 'fail'),
		webhook: typeof values.webhook === 'string' ? values.webhook : undefined,
	});
	return done(early, training.stage, {
		data: 'Training takes up to half an hour.',
		training_id: training.id,
	});
}

/** The texts for a cancelled and a deleted training are not printed. */
function cancel(desk: Desk, training: Training): Answer {
	return cancelTraining(desk, training)
		? done(early, 'training cancelled', { data: '' })
		: refusedBy(early, 400, 'The training has ended already');
}

function remove(desk: Desk, training: Training): Answer {
	removeTraining(desk, training);
	return done(early, 'model deleted', { data: '' });
}

function withTraining(answer: (desk: Desk, training: Training) => Answer): Helper['answer'] {
	return (desk, { account, id }) => {
		const training = findTraining(desk, account, id);
		return training ? answer(desk, training) : refusedBy(early, 404, 'Training not found');
	};
}
