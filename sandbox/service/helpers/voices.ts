import type { Account } from '../../core/accounts';
import { json, type Answer } from '../../core/answer';
import type { Desk } from '../../core/desk';
import { hasInput } from '../../core/inputs';
import { refusedBy } from '../call';
import { families } from '../families';
import { choice, flag, required, text } from '../fields';
import { memory } from '../memory';
import { done, present, type Helper, type HelperCall } from './helper';

interface Voice {
	voice_id: string;
	name: string;
	language: string;
}

const languages = [
	'english',
	'arabic',
	'spanish',
	'german',
	'czech',
	'brazilian portuguese',
	'chinese',
	'dutch',
	'french',
	'hindi',
	'hungarian',
	'italian',
	'japanese',
	'korean',
	'polish',
	'russian',
	'turkish',
] as const;

const voiceOf = (name: string, language = 'english'): Voice => ({
	voice_id:
		name
			.toLowerCase()
			.match(/[a-z0-9]+/g)
			?.join('_') ?? 'voice',
	name,
	language,
});

/** Voices that every key has, by the type of the list. */
const shared = {
	manual: [
		voiceOf('Actor'),
		voiceOf('Newsreader'),
		voiceOf('Storyteller'),
		voiceOf('Sprecherin', 'german'),
		voiceOf('Narrateur', 'french'),
		voiceOf('Locutora', 'spanish'),
	],
	voice_cover: [voiceOf('Tenor'), voiceOf('Alto'), voiceOf('Choir Boy')],
};

const uploaded = memory<Account, Voice[]>(() => []);

/** The voices to speak and sing with, and an own one beside them. */
export const voiceHelpers: Helper[] = [
	{
		path: '/api/v6/voice/voice_list',
		family: present,
		fields: { type: choice(['manual', 'trained', 'voice_cover'], 'manual') },
		answer: (_desk, { account, values }) =>
			json(200, {
				status: 'success',
				voices:
					values.type === 'trained'
						? uploaded(account)
						: shared[values.type as keyof typeof shared],
			}),
	},
	{
		path: '/api/v6/voice/voice_upload',
		family: present,
		fields: {
			name: required(text),
			init_audio: { type: 'audio', required: true },
			language: required(choice(languages)),
			base64: flag(false),
			gender: choice(['male', 'female']),
			thumbnail: { type: 'link' },
		},
		answer: uploadVoice,
	},
	{
		path: '/api/v1/enterprise/voice/voice_upload',
		family: families['enterprise/voice'],
		fields: { name: required(text), init_audio: { type: 'audio', required: true }, language: text },
		answer: uploadVoice,
	},
];

async function uploadVoice(desk: Desk, { account, values }: HelperCall): Promise<Answer> {
	const takes = values.base64 === true ? 'always' : 'never';
	if (!(await hasInput(desk.files, String(values.init_audio), takes, 'audio'))) {
		return refusedBy(present, 400, 'Unable to fetch audio from provided URL');
	}
	const voices = uploaded(account);
	const voice = voiceOf(String(values.name), String(values.language));
	const isTaken = (id: string) =>
		[...shared.manual, ...voices].some((other) => other.voice_id === id);
	const plain = voice.voice_id;
	for (let number = 2; isTaken(voice.voice_id); number += 1) voice.voice_id = `${plain}_${number}`;
	voices.push(voice);
	return done(present, 'voice uploaded successfully', { voice_id: voice.voice_id });
}
