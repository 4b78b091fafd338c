import type { Endpoint } from '../endpoint';
import { confirm } from '../serviceFields';

export const deleteImage: Endpoint = {
	resource: 'upload',
	operation: 'deleteImage',
	name: 'Delete File',
	action: 'Delete file of a job',
	description: 'Delete the images, videos, sounds or 3D models of a job from the service',
	variants: { v3: '/api/v3/delete_image' },
	fields: [
		// The text of its page speaks of the name of the image; sample and description send the ID.
		{
			name: 'request_id',
			kind: 'integer',
			displayName: 'Request ID',
			description: 'ID of the job or upload that the files belong to',
			place: 'main',
			required: true,
			min: 1,
		},
		{
			name: 'type',
			kind: 'choice',
			displayName: 'Type',
			description: 'What kind of file it is',
			place: 'main',
			// The service would take it for an image; what is deleted is always said.
			required: true,
			default: 'image',
			choices: [
				{ value: '3d', name: '3D Model' },
				{ value: 'image', name: 'Image' },
				{ value: 'video', name: 'Video' },
				{ value: 'voice', name: 'Voice' },
			],
		},
		confirm('Whether to delete the files of this job for good; their links stop working'),
	],
	gives: 'body',
	thing: 'Answer',
};
