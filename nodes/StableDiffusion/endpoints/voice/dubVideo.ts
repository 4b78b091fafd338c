import type { Endpoint } from '../endpoint';
import { trackNumber, webhook } from '../fields';
import { base64Input, initVideo, seed } from '../mediaFields';
import { dubbingLanguages } from './languageCodes';
import { languageOf, speed, voiceId } from './voiceFields';

export const dubVideo: Endpoint = {
	resource: 'voice',
	operation: 'dubVideo',
	name: 'Dub Video',
	action: 'Dub video',
	description: 'Translate what is said in a video and speak it in another language. Takes minutes.',
	variants: { voice: '/api/v6/voice/create_dubbing' },
	fields: [
		{ ...initVideo, description: 'The video to dub (MP4)', takes: 'base64' },
		{
			name: 'source_lang',
			kind: 'text',
			displayName: 'Source Language',
			description: 'Code of the language that is spoken in the video',
			placeholder: 'e.g. en',
			place: 'main',
			// The service takes Hindi where nothing is said, which would be a paid mistake for most.
			required: true,
		},
		{
			...languageOf(dubbingLanguages, 'en-us'),
			name: 'output_lang',
			displayName: 'Output Language',
			description: 'The language to dub the video into',
			place: 'main',
			required: true,
		},
		voiceId,
		{
			name: 'voice_model',
			kind: 'text',
			displayName: 'Voice Model',
			description: 'ID of the model that speaks; Kokoro unless you say so',
			placeholder: 'e.g. kokoro',
			default: 'kokoro',
		},
		speed,
		{
			name: 'file_prefix',
			kind: 'text',
			displayName: 'File Prefix',
			description: "What the name of the result's file ends with",
			placeholder: 'e.g. spanish_dub',
			default: 'spanish_dub',
		},
		seed,
		base64Input,
		trackNumber,
		webhook,
	],
	gives: 'files',
	slow: true,
	thing: 'Video',
};
