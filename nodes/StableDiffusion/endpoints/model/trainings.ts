import type { Endpoint } from '../endpoint';
import { confirm, trainingId } from '../serviceFields';

export const getTraining: Endpoint = {
	resource: 'model',
	operation: 'getTraining',
	name: 'Get Training',
	action: 'Get training',
	description: 'How far a training is, with its log and the time that is left',
	variants: { v3: '/api/v3/fine_tune_status/{training_id}' },
	fields: [trainingId],
	gives: 'body',
	reads: true,
	thing: 'Training',
};

export const getManyTrainings: Endpoint = {
	resource: 'model',
	operation: 'getManyTrainings',
	name: 'Get Many Trainings',
	action: 'Get many trainings',
	description: 'The models that this account has trained',
	variants: { v3: '/api/v3/finetune_list' },
	fields: [],
	gives: 'list',
	list: { at: ['data'], as: 'training_id' },
	thing: 'Training',
};

export const cancelTraining: Endpoint = {
	resource: 'model',
	operation: 'cancelTraining',
	name: 'Cancel Training',
	action: 'Cancel training',
	description: 'Stop a training that is not finished',
	// Older pages and clients spell it cancle_training; which one is alive was not found, so the newest source counts.
	variants: { v3: '/api/v3/cancel_training/{training_id}' },
	fields: [trainingId, confirm('stop the training', 'what it has learned so far is lost')],
	gives: 'body',
	thing: 'Answer',
};

export const deleteTraining: Endpoint = {
	resource: 'model',
	operation: 'deleteTraining',
	name: 'Delete Training',
	action: 'Delete training',
	description: 'Delete a training and the model that came out of it',
	// In the machine-readable description `finetune` is part of this one call's server address.
	variants: { v3: '/api/v3/finetune/delete/{training_id}' },
	fields: [trainingId, confirm('delete the training and its model', 'neither can be brought back')],
	gives: 'body',
	deletes: true,
	thing: 'Answer',
};
