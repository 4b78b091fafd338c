import type { Endpoint } from '../endpoint';

export const audioToUrl: Endpoint = {
	resource: 'upload',
	operation: 'audioToUrl',
	name: 'Audio to URL',
	action: 'Upload audio to URL',
	description: 'Turn a sound file into a link that voice operations take',
	variants: { voice: '/api/v6/voice/base64_to_url' },
	fields: [
		{
			name: 'init_audio',
			kind: 'audio',
			displayName: 'Audio',
			description: 'The sound file to upload (MP3 or WAV); 10 to 15 seconds go fastest',
			place: 'main',
			required: true,
			takes: 'dataUri',
		},
	],
	gives: 'link',
	thing: 'Link',
};

export const videoToUrl: Endpoint = {
	resource: 'upload',
	operation: 'videoToUrl',
	name: 'Video to URL',
	action: 'Upload video to URL',
	description: 'Turn a video file into a link that video operations take',
	variants: { video: '/api/v6/video/base64_to_url' },
	fields: [
		{
			name: 'init_obj',
			kind: 'video',
			displayName: 'File',
			description: 'The video file to upload (MP4)',
			place: 'main',
			required: true,
			takes: 'dataUri',
		},
	],
	gives: 'link',
	thing: 'Link',
};

export const modelToUrl: Endpoint = {
	resource: 'upload',
	operation: 'modelToUrl',
	name: '3D Model to URL',
	action: 'Upload 3D model to URL',
	description: 'Turn a 3D model file into a link',
	variants: { threeD: '/api/v6/3d/base64_to_url' },
	fields: [
		{
			name: 'init_obj',
			kind: 'model3d',
			displayName: 'File',
			description: 'The 3D model to upload (GLB, OBJ, PLY or STL)',
			place: 'main',
			required: true,
			takes: 'dataUri',
		},
	],
	gives: 'link',
	thing: 'Link',
};
