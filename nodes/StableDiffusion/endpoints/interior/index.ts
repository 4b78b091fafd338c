import type { Endpoint } from '../endpoint';
import { exteriorRestorer } from './exteriorRestorer';
import { floorPlanning } from './floorPlanning';
import { interiorMixer } from './interiorMixer';
import { make } from './make';
import { removeObject } from './removeObject';
import { roomDecorator } from './roomDecorator';
import { scenarioChanger } from './scenarioChanger';
import { sketchRendering } from './sketchRendering';

export const interiorEndpoints: readonly Endpoint[] = [
	make,
	roomDecorator,
	interiorMixer,
	removeObject,
	floorPlanning,
	sketchRendering,
	exteriorRestorer,
	scenarioChanger,
];
