import { because, type Entry } from './because';

const in3d = (name: string): string[] => [`/api/v6/3d/${name}`];
const interior = (...names: string[]): string[] => names.map((name) => `/api/v6/interior/${name}`);
const video = (name: string): string[] => [`/api/v6/video/${name}`];
const voice = (name: string): string[] => [`/api/v6/voice/${name}`];
const painted = [
	'make',
	'floor_planning',
	'room_decorator',
	'scenario_changer',
	'sketch_rendering',
	'exterior_restorer',
];

/** 3D models, rooms, videos and sounds. */
export const media = [
	...because(
		'Hindi is assumed where nothing is said, which is a paid mistake for most videos',
		voice('create_dubbing'),
		['source_lang', 'required', 'true', 'false'],
		['source_lang', 'default', 'nothing', 'hi'],
	),
	...because(
		'Required as image and described as init_image; its page and its samples send image',
		in3d('image_to_3d'),
		['init_image', 'missing', 'nothing', 'text'],
	),
	...because(
		'An example of the service; whoever leaves the prompt empty has forgotten it',
		in3d('text_to_3d'),
		['prompt', 'default', 'nothing', 'A full body mesh of a dog'],
	),
	...because(
		'A share of the whole picture, which cannot be more than all of it',
		in3d('text_to_3d'),
		['foreground_ratio', 'maximum', '1', 'nothing'],
	),
	...because(
		'The limit stands in the words beside the field, or beside the same field of its siblings',
		interior(...painted),
		['strength', 'maximum', '10', 'nothing'],
		['guidance_scale', 'maximum', '20', 'nothing'],
	),
	...because(
		'Three values stand in the words beside the field; default and samples are a fourth',
		interior(...painted),
		['num_inference_steps', 'choices', '21, 31, 41, 51', 'any'],
	),
	...because('The limit that its siblings have for the same field', interior('interior_mixer'), [
		'guidance_scale',
		'maximum',
		'20',
		'nothing',
	]),
	...because(
		'The default of 12 is above the maximum that is printed beside it',
		video('text2video'),
		['upscale_guidance_scale', 'maximum', '12', '8'],
	),
	...because(
		'The words beside the field allow these two and no other',
		video('video2video'),
		['resolution', 'choices', '480, 720', 'any'],
		['resolution', 'maximum', 'nothing', '720'],
	),
	...because(
		'The limits stand in the words beside the field only',
		voice('song_generator'),
		['duration', 'minimum', '30', 'nothing'],
		['duration', 'maximum', '480', 'nothing'],
	),
	...because(
		'The description asks for a code of two letters; its page lists these',
		voice('speech_to_text'),
		[
			'language',
			'choices',
			'af, ar, be, bg, bn, cs, cy, da, de, el, en, es, fa, fi, fr, he, hi, hu, id, it, ja, kn, ko, ml, mr, ne, nl, pa, pl, pt, ro, ru, sr, sv, ta, te, th, tl, tr, uk, ur, vi, zh',
			'any',
		],
	),
	...because(
		'The default is not among the values that are printed beside it',
		voice('text_to_speech'),
		['language', 'default', 'american english', 'english'],
		['language', 'choices', 'english', 'nothing'],
	),
	...because(
		'Texts that hold a number; the limits stand in the words beside them only',
		voice('voice_cover'),
		...['lead_voice', 'backup_voice', 'instrument'].flatMap((part): Entry[] => [
			[`${part}_volume_delta`, 'minimum', '-5', 'nothing'],
			[`${part}_volume_delta`, 'maximum', '5', 'nothing'],
		]),
	),
	...because(
		'Answers with pieces of sound in place of a job that could be waited for',
		voice('voice_to_voice'),
		['stream', 'missing', 'nothing', 'boolean'],
	),
];
