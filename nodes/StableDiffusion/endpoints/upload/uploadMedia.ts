import type { Endpoint } from '../endpoint';

export const uploadAudio: Endpoint = {
	resource: 'upload',
	operation: 'uploadAudio',
	name: 'Upload Audio',
	action: 'Upload audio',
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

export const uploadVideo: Endpoint = {
	resource: 'upload',
	operation: 'uploadVideo',
	name: 'Upload Video',
	action: 'Upload video',
	description: 'Turn a video file into a link that video operations take',
	variants: { video: '/api/v6/video/base64_to_url' },
	fields: [
		{
			name: 'init_video',
			as: 'init_obj',
			kind: 'video',
			displayName: 'Video',
			description: 'The video file to upload (MP4)',
			place: 'main',
			required: true,
			takes: 'dataUri',
		},
	],
	gives: 'link',
	thing: 'Link',
};

export const upload3dModel: Endpoint = {
	resource: 'upload',
	operation: 'upload3dModel',
	name: 'Upload 3D Model',
	action: 'Upload 3D model',
	description: 'Turn a 3D model file into a link',
	variants: { threeD: '/api/v6/3d/base64_to_url' },
	fields: [
		{
			name: 'init_obj',
			kind: 'model3d',
			displayName: '3D Model',
			description: 'The 3D model to upload (GLB, OBJ, PLY or STL)',
			place: 'main',
			required: true,
			takes: 'dataUri',
		},
	],
	gives: 'link',
	thing: 'Link',
};
