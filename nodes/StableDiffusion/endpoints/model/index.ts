import type { Endpoint } from '../endpoint';
import { deleteModel } from './delete';
import { getMany } from './getMany';
import { load } from './load';
import { loadV2 } from './loadV2';
import { loadVae } from './loadVae';
import { reload } from './reload';
import { startTraining } from './startTraining';
import { sync } from './sync';
import { cancelTraining, deleteTraining, getManyTrainings, getTraining } from './trainings';
import { upload } from './upload';
import { verify } from './verify';

export const modelEndpoints: readonly Endpoint[] = [
	getMany,
	load,
	loadV2,
	loadVae,
	verify,
	deleteModel,
	sync,
	reload,
	upload,
	startTraining,
	getTraining,
	getManyTrainings,
	cancelTraining,
	deleteTraining,
];
