import type { Endpoint } from '../endpoint';
import { cloneVoice } from './cloneVoice';
import { coverSong } from './coverSong';
import { designVoice } from './designVoice';
import { dubVideo } from './dubVideo';
import { generateLyrics } from './generateLyrics';
import { generateMusic } from './generateMusic';
import { generateSong } from './generateSong';
import { generateSoundEffect } from './generateSoundEffect';
import { getManyVoices } from './getManyVoices';
import { isolateVocals } from './isolateVocals';
import { speechToText } from './speechToText';
import { textToSpeech } from './textToSpeech';
import { uploadVoice } from './uploadVoice';
import { voiceToVoice } from './voiceToVoice';

export const voiceEndpoints: readonly Endpoint[] = [
	textToSpeech,
	cloneVoice,
	designVoice,
	voiceToVoice,
	coverSong,
	generateMusic,
	generateSong,
	generateLyrics,
	generateSoundEffect,
	speechToText,
	dubVideo,
	isolateVocals,
	uploadVoice,
	getManyVoices,
];
