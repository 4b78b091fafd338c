import type { FamilyName } from '../../api/families';
import type { Endpoint, Field } from '../endpoint';
import * as field from '../fields';
import { ipAdapter } from '../guideFields';
import * as model from '../modelFields';
import { enhanceStyle } from './enhanceStyles';

type Families = readonly FamilyName[];

/** A shared field as these families know it. */
export const only = (
	each: Field,
	families: Families,
	perFamily?: Field['perFamily'],
): Field & { families: Families } => ({ ...each, families, ...(perFamily && { perFamily }) });

/** Families whose calls choose a model. */
const withModel: Families = ['images', 'enterprise', 'dreamboothV4'];
const realtime: Families = ['realtime', 'enterprise/realtime'];
/** Enterprise servers of one model, with few fields; Qwen has fewer still. */
const flux: Families = ['enterprise/flux', 'enterprise/flux_klein', 'enterprise/z_image_turbo'];

const atMostTwo: Field['perFamily'] = {
	'enterprise/qwen': { max: 2 },
	'enterprise/z_image_turbo': { max: 2 },
};
/** Community Models print 256 to 1024 in steps of 8; the other families print 1024 only. */
export const side: Field['perFamily'] = { images: { min: 256 } };

export const chosenModel = only(field.model, withModel, { images: { default: 'flux' } });

export const asLinkOrBase64 = (file: Field): Field => ({
	...file,
	perFamily: Object.fromEntries(withModel.map((family) => [family, { takes: 'base64' }])),
});

/** Flux is preselected, and it ignores or refuses these two. */
const negativePrompt: Field = {
	...field.negativePrompt,
	description:
		'What to keep out of the image, in words separated by commas; most Flux models take no notice of it',
};
const enhancePrompt: Field = {
	...field.enhancePrompt,
	description:
		'Whether the service adds words to the prompt to get a richer image; without, it keeps to what you wrote. Not for Flux models.',
};

const general: readonly Field[] = [
	negativePrompt,
	field.webhook,
	{ ...field.height, perFamily: side },
	{ ...field.samples, perFamily: atMostTwo },
	{ ...field.width, perFamily: side },
];

const special = [
	only(enhanceStyle, ['images', 'realtime']),
	only(field.base64, [...withModel, ...realtime, ...flux]),
	only(enhancePrompt, ['v3', ...withModel, ...realtime]),
	only(field.guidanceScale, ['v3', ...withModel]),
	only(field.instantResponse, [...realtime, ...flux]),
	only(field.safetyChecker, ['v3', ...withModel, ...realtime, ...flux], {
		images: { default: false },
		realtime: { default: false },
	}),
	only(field.safetyCheckerType, withModel),
	only(field.seed, ['v3', ...withModel, ...realtime, ...flux]),
	// The v3 and v4 pages of text to image name 51 as well.
	only(field.steps, ['v3', ...withModel], {
		dreamboothV4: { default: 21, max: 51 },
		enterprise: { default: 21 },
		v3: { default: 21, max: 51 },
	}),
	only(field.temp, ['realtime', ...withModel]),
	only(model.algorithmType, withModel),
	only(model.clipSkip, withModel),
	only(model.karrasSigmas, withModel),
	only(model.loraModel, withModel),
	only(model.loraStrength, withModel),
	only(model.scheduler, withModel),
	only(model.tomesd, withModel),
	only(model.vae, withModel),
	...ipAdapter.map((each) => only(each, ['images'])),
];

/** Rules of families that an endpoint has. */
const rulesFor = (variants: Endpoint['variants'], rules: Field['perFamily'] = {}) =>
	Object.fromEntries(Object.entries(rules).filter(([family]) => family in variants));

/**
 * What every image job knows beside its inputs, as far as the endpoint's families know it.
 * @param more families that know a field at this endpoint and not at the others, by the field's name
 */
export const optionsFor = (
	variants: Endpoint['variants'],
	more: Readonly<Record<string, Families>> = {},
): Field[] => [
	...general.map((each) => ({ ...each, perFamily: rulesFor(variants, each.perFamily) })),
	...special.map((each) => ({
		...each,
		families: [...each.families, ...(more[each.name] ?? [])].filter((family) => family in variants),
		perFamily: rulesFor(variants, each.perFamily),
	})),
];

/** Enterprise Realtime types it as a whole number, but for image to image. */
export const trackIdFor = (variants: Endpoint['variants'], asNumber: Families): Field[] => [
	only(
		field.trackId,
		(Object.keys(variants) as FamilyName[]).filter((family) => !asNumber.includes(family)),
	),
	...(asNumber.length > 0 ? [only(field.trackNumber, asNumber)] : []),
];
