export { make } from './make';
export { roomDecorator } from './roomDecorator';
export { interiorMixer } from './interiorMixer';
export { removeObject } from './removeObject';
export { floorPlanning } from './floorPlanning';
export { sketchRendering } from './sketchRendering';
export { exteriorRestorer } from './exteriorRestorer';
export { scenarioChanger } from './scenarioChanger';
