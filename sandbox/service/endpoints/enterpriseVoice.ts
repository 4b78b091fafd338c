import type { Endpoint, Fields, MediaMaking } from '../endpoint';
import {
	audio,
	audioLink,
	base64In,
	callback,
	choice,
	flag,
	number,
	required,
	text,
	whole,
} from '../fields';
import {
	audioFormat,
	bitrates,
	copiedVoiceLanguages,
	cover,
	emotions,
	readyVoiceLanguages,
} from './voiceFields';

const withFile: Endpoint['metaEnd'] = ({ file }) => ({ filename: file });
const temp: Fields = { temp: flag(false) };
const clip: Fields = { base64: base64In, ...temp };

function row(server: string, name: string, makes: MediaMaking, fields: Fields): Endpoint {
	return {
		path: `/api/v1/enterprise/${server}/${name}`,
		family: `enterprise/${server}`,
		makes,
		metaEnd: withFile,
		fields: { ...fields, ...callback },
	};
}

const transcription: Fields = {
	init_audio: required(audioLink),
	language: { ...text, default: 'en' },
	timestamp_level: choice(['word', 'sentence']),
};

/** Sounds have no length in seconds on an own server, but for effects. */
export const enterpriseVoice: Endpoint[] = [
	{
		...row('voice', 'text_to_audio', 'audio', {
			prompt: required(text),
			init_audio: audio,
			voice_id: text,
			language: choice(copiedVoiceLanguages, 'english'),
			emotion: choice(emotions, 'neutral'),
			...clip,
		}),
		needsOneOf: [['init_audio', 'voice_id']],
	},
	row('voice', 'voice_to_voice', 'audio', {
		init_audio: required(audio),
		target_audio: required(audio),
		...clip,
	}),
	row('voice', 'voice_cover', 'audio', cover),
	row('voice', 'music_gen', 'music', {
		prompt: required(text),
		init_audio: audio,
		sampling_rate: whole(32000, 10000),
		max_new_token: whole(512, 256, 1024),
		...audioFormat,
		bitrate: choice(bitrates, '128k'),
		...clip,
	}),
	row('voice', 'sfx', 'audio', { prompt: text, duration: whole(10, 3, 15), ...temp }),
	row('voice', 'speech_to_text', 'transcript', transcription),
	row('speech_to_text', 'transcribe', 'transcript', transcription),
	row('text_to_speech', 'make', 'audio', {
		prompt: { ...text, maxLength: 2500 },
		voice_id: required(text),
		language: choice(readyVoiceLanguages),
		speed: number(1, 0),
		emotion: flag(false),
		...temp,
	}),
];
