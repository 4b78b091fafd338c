import type { Endpoint } from '../endpoint';
import { createDubbing } from './createDubbing';
import { getVoices } from './getVoices';
import { lyricsGenerator } from './lyricsGenerator';
import { musicGen } from './musicGen';
import { songGenerator } from './songGenerator';
import { soundEffects } from './soundEffects';
import { speechToText } from './speechToText';
import { textToAudio } from './textToAudio';
import { textToSpeech } from './textToSpeech';
import { uploadVoice } from './uploadVoice';
import { vocalIsolator } from './vocalIsolator';
import { voiceCover } from './voiceCover';
import { voiceDesign } from './voiceDesign';
import { voiceToVoice } from './voiceToVoice';

export const voiceEndpoints: readonly Endpoint[] = [
	textToSpeech,
	textToAudio,
	voiceDesign,
	voiceToVoice,
	voiceCover,
	musicGen,
	songGenerator,
	lyricsGenerator,
	soundEffects,
	speechToText,
	createDubbing,
	vocalIsolator,
	uploadVoice,
	getVoices,
];
