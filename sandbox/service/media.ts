import { pixelsOf } from '../core/inputs';
import { encodeFlac } from '../media/flac';
import { encodeGif } from '../media/gif';
import { turnedBody, type Mesh } from '../media/mesh';
import { encodeGlb, encodeObj, encodePly, encodeStl } from '../media/meshFiles';
import { pan, type Movie } from '../media/movie';
import { silentMp3 } from '../media/mp3';
import { encodeMp4 } from '../media/mp4';
import { melody, voice, type Sound } from '../media/sound';
import { encodeWav } from '../media/wav';
import { lyrics, transcript } from '../media/words';
import { paintScene } from '../paint/scene';
import type { Values } from './check';
import type { MediaEndpoint, MediaMaking } from './endpoint';
import type { Inputs } from './inputs';

/** Files stay small: a sound is no longer, and a moving picture has no more pictures, whatever was asked for. */
const mostSeconds = 4;
const mostFrames = 5;

const types = {
	wav: 'audio/wav',
	mp3: 'audio/mpeg',
	flac: 'audio/flac',
	gif: 'image/gif',
	mp4: 'video/mp4',
	glb: 'model/gltf-binary',
	obj: 'model/obj',
	stl: 'model/stl',
	ply: 'application/octet-stream',
	txt: 'text/plain; charset=utf-8',
} as const;
type Extension = keyof typeof types;

interface Task {
	values: Values;
	inputs: Inputs;
	/** Pixels; 0 where there is nothing to see. */
	width: number;
	height: number;
	seed: number;
	/** What the result is about, in words. */
	about: string;
	extension: Extension;
}

interface Maker {
	/** The kind of file for these values; the first one when they ask for nothing. */
	extensions: readonly [Extension, ...Extension[]];
	make: (task: Task) => Buffer;
}

const makers: Record<MediaMaking, Maker> = {
	audio: {
		extensions: ['wav'],
		make: ({ about, seed, values }) => encodeWav(voice(about, seed, secondsOf(values))),
	},
	music: {
		extensions: ['wav', 'mp3', 'flac'],
		make: ({ about, seed, values, extension }) => {
			const seconds = secondsOf(values);
			if (extension === 'mp3') return silentMp3(seconds, String(values.bitrate));
			const sound: Sound = melody(about, seed, seconds);
			return extension === 'flac' ? encodeFlac(sound) : encodeWav(sound);
		},
	},
	mp4: { extensions: ['mp4'], make: (task) => encodeMp4(movieOf(task)) },
	video: {
		extensions: ['mp4', 'gif'],
		make: (task) => (task.extension === 'mp4' ? encodeMp4 : encodeGif)(movieOf(task)),
	},
	model3d: {
		extensions: ['glb', 'obj', 'stl', 'ply'],
		make: ({ about, seed, extension }) => {
			const encoders: Partial<Record<Extension, (mesh: Mesh) => Buffer>> = {
				obj: encodeObj,
				stl: encodeStl,
				ply: encodePly,
			};
			return (encoders[extension] ?? encodeGlb)(turnedBody(about, seed));
		},
	},
	lyrics: {
		extensions: ['txt'],
		make: ({ about, seed, values }) => Buffer.from(lyrics(about, seed, values.length === 'long')),
	},
	transcript: {
		extensions: ['txt'],
		make: ({ seed, values }) => {
			const level = values.timestamp_level;
			return Buffer.from(
				transcript(seed, level === 'word' || level === 'sentence' ? level : undefined),
			);
		},
	},
};

/** How the file of a job will be called and served; known before it is made. */
export function mediaFile(
	endpoint: MediaEndpoint,
	values: Values,
): { extension: Extension; type: string } {
	const { extensions } = makers[endpoint.makes];
	const wish = values.output_type ?? values.output_format;
	const extension = extensions.find((each) => each === wish) ?? extensions[0];
	return { extension, type: types[extension] };
}

/** The file; the same bytes for the same arguments. */
export function makeMedia(
	endpoint: MediaEndpoint,
	values: Values,
	inputs: Inputs,
	made: { seed: number; width: number; height: number },
): Buffer {
	const { extension } = mediaFile(endpoint, values);
	const about = String(values.prompt ?? values.lyrics ?? '');
	return makers[endpoint.makes].make({ ...made, values, inputs, about, extension });
}

/** The length of a sound in seconds; undefined for everything else. */
export function soundSeconds(endpoint: MediaEndpoint, values: Values): number | undefined {
	return endpoint.makes === 'audio' || endpoint.makes === 'music' ? secondsOf(values) : undefined;
}

/** Width and height of a moving picture in pixels; no size for everything else. */
export function mediaSize(
	endpoint: MediaEndpoint,
	values: Values,
): { width: number; height: number } {
	if (endpoint.makes !== 'mp4' && endpoint.makes !== 'video') return { width: 0, height: 0 };
	if ('width' in endpoint.fields) {
		return { width: Number(values.width ?? 512), height: Number(values.height ?? 512) };
	}
	// With a resolution the picture is 16 to 9; both sides have to be even.
	const short = Math.max(2, Number(values.resolution ?? 480));
	const long = 2 * Math.round((short * 16) / 9 / 2);
	return values.portrait === true ? { width: short, height: long } : { width: long, height: short };
}

/** As long as was asked for, or as long as the text takes to say. */
function secondsOf(values: Values): number {
	const asked = Number(values.duration ?? String(values.prompt ?? '').length / 15);
	return Math.min(mostSeconds, Math.max(1, asked));
}

/** A pan over the picture that was sent, or over one of the prompt. */
function movieOf({ values, inputs, width, height, seed, about }: Task): Movie {
	const fps = Math.max(1, Number(values.fps ?? 8));
	const count = Math.min(mostFrames, Math.max(1, Number(values.num_frames ?? mostFrames)));
	const input = inputs.init_image?.[0];
	// A quarter of the size in each direction is enough for soft scenery, and much quicker.
	const still = input
		? pixelsOf(input)
		: paintScene(about, seed, Math.ceil(width / 4), Math.ceil(height / 4));
	return pan(still, { width, height, fps }, count);
}
