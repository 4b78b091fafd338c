import type { Fields } from '../endpoint';
import { audio, base64In, choice, flag, number, required, seed, text, whole } from '../fields';

/** Languages of the ready voices. The documented default is not in the documented list, and the echo prints it. */
export const readyVoiceLanguages = [
	'english',
	'american english',
	'british english',
	'spanish',
	'japanese',
	'mandarin chinese',
	'french',
	'brazilian portuguese',
	'hindi',
	'italian',
] as const;

/** Languages in which a copied voice can speak. */
export const copiedVoiceLanguages =
	'arabic,assamese,bengali,brazilian portuguese,chinese,czech,danish,dutch,english,finnish,french,german,greek,gujarati,hebrew,hindi,hungarian,indonesian,italian,japanese,kannada,korean,maithili,malay,malayalam,marathi,min nan chinese,nepali,odia,persian,polish,punjabi,russian,sindhi,sinhala,slovak,spanish,swahili,swedish,tamil,telugu,thai,turkish,ukrainian,urdu,vietnamese,welsh,yue chinese'.split(
		',',
	);

/** Codes of the languages in which songs can be. */
export const songLanguages =
	'ar az bg bn ca cs da de el en es fa fi fr he hi hr ht hu id is it ja ko la lt ms ne nl no pa pl pt ro ru sa sk sr sv sw ta te th tl tr uk ur vi yue zh'.split(
		' ',
	);

export const designedVoiceLanguages = [
	'chinese',
	'english',
	'japanese',
	'korean',
	'german',
	'french',
	'russian',
	'portuguese',
	'spanish',
	'italian',
] as const;

export const emotions = ['neutral', 'happy', 'sad', 'angry', 'dull'] as const;

export const audioFormat: Fields = {
	output_format: { ...choice(['wav', 'mp3', 'flac'], 'wav'), echo: false },
};
export const bitrates = ['128k', '192k', '320k'] as const;

/** Text or number of the volume in steps from -5 to 5; the description has text, the printed echo numbers. */
const volume = number(undefined, -5, 5);

/** A song sung by another voice. The middle part of the table is about how much of the first voice is kept. */
export const cover: Fields = {
	init_audio: required({ ...audio, echo: 'input_sound_clip' }),
	model_id: required(text),
	pitch: choice(['m2f', 'f2m', 'none']),
	algorithm: choice(['rmvpe', 'mangio-crepe'], 'rmvpe'),
	rate: number(undefined, 0, 1),
	seed,
	language: { ...text, default: 'english' },
	emotion: choice(emotions, 'neutral'),
	speed: number(1, 0.5, 2),
	radius: number(3, 0, 3),
	mix: number(0.25, 0, 1),
	hop_length: whole(undefined, 1),
	originality: number(0.33, 0, 1),
	lead_voice_volume_delta: volume,
	backup_voice_volume_delta: volume,
	instrument_volume_delta: volume,
	reverb_size: number(0.15, 0, 1),
	wetness: number(0.2, 0, 1),
	dryness: number(0.8, 0, 1),
	damping: number(0.7, 0, 1),
	base64: base64In,
	temp: flag(false),
};
