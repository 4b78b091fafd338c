import type { Field } from '../endpoint';
import * as field from '../fields';
import * as model from '../modelFields';

/** What every image job knows beside its inputs. */
export const imageOptions: readonly Field[] = [
	field.enhancePrompt,
	field.guidanceScale,
	field.height,
	field.negativePrompt,
	field.safetyChecker,
	field.safetyCheckerType,
	field.samples,
	field.seed,
	field.steps,
	field.trackId,
	field.webhook,
	field.width,
	model.algorithmType,
	model.base64,
	model.clipSkip,
	model.instantResponse,
	model.karrasSigmas,
	model.loraModel,
	model.loraStrength,
	model.scheduler,
	model.temp,
	model.tomesd,
	model.vae,
];

/** The same for jobs that start from an image; there v3 knows `base64` too. */
export const imageToImageOptions: readonly Field[] = imageOptions.map((each) =>
	each === model.base64 ? { ...each, families: ['v3', ...(each.families ?? [])] } : each,
);
