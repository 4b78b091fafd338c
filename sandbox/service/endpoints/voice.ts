import type { Endpoint, Fields, MediaMaking } from '../endpoint';
import {
	audio,
	audioLink,
	base64In,
	callbackByNumber,
	choice,
	flag,
	number,
	required,
	seedOrZero,
	text,
	video,
	whole,
} from '../fields';
import {
	audioFormat,
	bitrates,
	copiedVoiceLanguages,
	cover,
	designedVoiceLanguages,
	readyVoiceLanguages,
	songLanguages,
} from './voiceFields';

type MetaEnd = NonNullable<Endpoint['metaEnd']>;

/** The echoes of this family name the file, with or without its extension, and the id as text or not at all. */
const withFile: MetaEnd = ({ file }) => ({ filename: file });
const withFileAndId: MetaEnd = ({ file, id }) => ({ filename: file, id: String(id) });
const withName: MetaEnd = ({ uuid }) => ({ filename: uuid, id: null });

const called: Fields = callbackByNumber;
/** As above, and not part of the echo. */
const calledSilently: Fields = {
	webhook: { ...called.webhook, echo: false },
	track_id: { ...called.track_id, echo: false },
};
const temp: Fields = { temp: flag(false) };
const clip: Fields = { base64: base64In, ...temp };
const inputText = required({ ...text, echo: 'input_text' });

function row(
	name: string,
	makes: MediaMaking,
	metaEnd: MetaEnd,
	fields: Fields,
	more: Partial<Endpoint> = {},
): Endpoint {
	return { path: `/api/v6/voice/${name}`, family: 'voice', makes, metaEnd, fields, ...more };
}

export const voice: Endpoint[] = [
	row('text_to_speech', 'audio', withFile, {
		prompt: { ...inputText, maxLength: 2500 },
		voice_id: required({ ...text, echo: false }),
		language: required(choice(readyVoiceLanguages)),
		speed: number(1, 0),
		emotion: flag(false),
		...temp,
		...calledSilently,
	}),
	row('text_to_audio', 'audio', withFile, {
		prompt: inputText,
		init_audio: required({ ...audio, echo: 'input_sound_clip' }),
		voice_id: { ...text, echo: false },
		language: choice(copiedVoiceLanguages, 'english'),
		speed: number(1, 0),
		...clip,
		...calledSilently,
	}),
	row(
		'voice_to_voice',
		'audio',
		withFileAndId,
		{
			init_audio: required({ ...audio, echo: 'original_sound_clip' }),
			target_audio: required({ ...audio, echo: 'target_sound_clip' }),
			stream: flag(false, { echo: false }),
			...clip,
			...called,
		},
		{
			processing: ['tip', 'future_links', 'proxy_links', 'audio_time', 'meta'],
			success: ['generationTime', 'proxy_links', 'audio_time', 'meta'],
		},
	),
	row(
		'voice_cover',
		'audio',
		({ file, seed }) => ({ filename: file, id: null, seed }),
		{ ...cover, ...called },
		{
			output: 'links',
			success: ['generationTime', 'proxy_links', 'audio_time', 'meta'],
		},
	),
	row('voice_design', 'audio', withFile, {
		prompt: inputText,
		voice_description: required(text),
		language: choice(designedVoiceLanguages),
		...called,
	}),
	row(
		'music_gen',
		'music',
		withFile,
		{
			prompt: inputText,
			init_audio: { ...audio, echo: 'conditioning_melody' },
			duration: { ...whole(30, 30, 480), echo: false },
			...audioFormat,
			bitrate: { ...choice(bitrates, '320k'), echo: false },
			...clip,
			...calledSilently,
		},
		{ meta: { max_new_token: 256, sampling_rate: 32000 } },
	),
	row(
		'song_generator',
		'music',
		withName,
		{
			lyrics_generation: flag(false, { echo: false }),
			lyrics: { ...text, echo: 'lrc' },
			prompt: { ...text, echo: 'text_prompt' },
			init_audio: { ...audioLink, echo: 'ref_audio_path' },
			duration: { ...whole(undefined, 30, 480), echo: 'music_duration' },
			language: choice(songLanguages),
			instrumental: flag(false, { plain: true }),
			caption: text,
			...called,
		},
		{
			// Either the words are given, or a subject and a style from which they are written.
			refuses: ({ lyrics_generation, lyrics, prompt, caption }) => {
				if (lyrics_generation !== true) return lyrics ? undefined : 'lyrics';
				return prompt ? (caption ? undefined : 'caption') : 'prompt';
			},
			meta: { prompt_type: 'audio', file_type: 'wav', steps: 32, cfg_strength: 4 },
		},
	),
	row('lyrics_generator', 'lyrics', withName, {
		prompt: required(text),
		length: { ...choice(['short', 'long'], 'short'), echo: false },
		...called,
	}),
	row(
		'sfx',
		'audio',
		withFileAndId,
		{ prompt: required(text), duration: whole(10, 3, 15), ...temp, ...called },
		{ processing: ['tip', 'future_links', 'proxy_links', 'noAudioTime', 'meta'] },
	),
	row(
		'speech_to_text',
		'transcript',
		({ uuid }) => ({ file_id: uuid }),
		{
			init_audio: required(audioLink),
			language: required(text),
			timestamp_level: choice(['word', 'sentence']),
			...calledSilently,
		},
		{ success: ['eta', 'proxy_links', 'meta'] },
	),
	row(
		'create_dubbing',
		'mp4',
		({ uuid, id }) => ({ uuid, id: String(id) }),
		{
			init_video: required({ ...video, echo: 'video_link' }),
			source_lang: { ...text, default: 'hi' },
			output_lang: required(
				choice(['es', 'fr', 'hi', 'it', 'pt-br', 'en-us', 'en-gb', 'ja', 'zh']),
			),
			file_prefix: { ...text, default: 'spanish_dub' },
			voice_id: { ...text, echo: 'voice' },
			voice_model: { ...text, default: 'kokoro', echo: false },
			speed: number(1, 0),
			base64: { ...base64In, plain: true, echo: 'is_base64' },
			seed: { ...seedOrZero, echo: false },
			...called,
		},
		{ processing: ['tip', 'future_links', 'proxy_links', 'noAudioTime', 'meta'] },
	),
	row(
		'vocal_isolator',
		'audio',
		withName,
		{
			init_audio: { ...audio, echo: 'input_audio' },
			init_video: video,
			base64: base64In,
			seed: { ...seedOrZero, echo: false },
			...called,
		},
		{ needsOneOf: [['init_audio', 'init_video']], meta: { file_type: 'wav', temp: 'no' } },
	),
];
