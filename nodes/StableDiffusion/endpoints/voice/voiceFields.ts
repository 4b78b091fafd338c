import { coined, type Choice, type Field } from '../endpoint';
import * as field from '../fields';

/** Fields that the voice endpoints share. */

/**
 * Sounds and music call this a link for places where the usual storage is blocked, all others one that
 * dies after a day: nobody should count on it for longer.
 */
export const temp: Field = {
	...field.temp,
	description:
		'Whether the service keeps the sound in temporary storage; its link may die after 24 hours',
};

/** The text that is spoken. */
export const speech: Field = {
	...field.prompt,
	displayName: 'Text',
	description: 'The text to speak; commas and full stops make pauses',
	placeholder: 'e.g. Welcome aboard. We are about to leave the harbour.',
};

export const languageOf = (choices: readonly Choice[], byDefault: string): Field => ({
	name: 'language',
	kind: 'choice',
	displayName: 'Language',
	description: 'The language that is spoken',
	default: byDefault,
	choices,
});

export const voiceId: Field = {
	name: 'voice_id',
	kind: 'id',
	list: 'voices',
	displayName: 'Voice',
	description: 'The voice that speaks, one of the service or one that you have uploaded',
};

export const speed: Field = {
	name: 'speed',
	kind: 'number',
	displayName: 'Speed',
	description: 'How fast the voice speaks: 1 is its own pace, 2 is twice as fast',
	default: 1,
};

export const emotion: Field = {
	name: 'emotion',
	kind: 'choice',
	displayName: 'Emotion',
	description: 'The mood in which the voice speaks or sings',
	default: 'neutral',
	choices: ['angry', 'dull', 'happy', 'neutral', 'sad'].map((value) => ({
		value,
		name: `${value[0].toUpperCase()}${value.slice(1)}`,
	})),
};

export const duration: Field = {
	name: 'duration',
	kind: 'integer',
	displayName: 'Duration',
	description: 'Length of the sound in seconds',
	default: 30,
	min: 30,
	max: 480,
};

export const outputFormat: Field = {
	name: 'output_format',
	kind: 'choice',
	displayName: 'Output Format',
	description: 'The kind of file you get: WAV and FLAC keep all of the sound, MP3 is smaller',
	default: 'wav',
	choices: [
		{ value: 'flac', name: 'FLAC' },
		{ value: 'mp3', name: 'MP3' },
		{ value: 'wav', name: 'WAV' },
	],
};

export const bitrate: Field = {
	name: 'bitrate',
	kind: 'choice',
	displayName: 'Bitrate',
	description: 'How many bits a second of sound takes: more sounds better and makes a larger file',
	default: '320k',
	choices: coined('128k', '192k', '320k'),
	perFamily: { 'enterprise/voice': { default: '128k' } },
};

/** The v6 endpoints type `track_id` as a whole number, the voice cloning server as a text. */
export const tracking: readonly Field[] = [
	{ ...field.trackNumber, families: ['voice'] },
	{ ...field.trackId, families: ['enterprise/voice'] },
	field.webhook,
];
