import type { Endpoint } from '../endpoint';
import { confirm } from '../serviceFields';

/** The service calls it delete_image, whatever is deleted. */
export const deleteFiles: Endpoint = {
	resource: 'upload',
	operation: 'deleteFiles',
	name: 'Delete Files',
	action: 'Delete files of job',
	description: 'Delete the files of one job or upload from the service for good',
	variants: { v3: '/api/v3/delete_image' },
	fields: [
		// The text of its page speaks of the name of the image; sample and description send the ID.
		{
			name: 'request_id',
			kind: 'integer',
			displayName: 'Request ID',
			description: 'ID of the job or upload that the files belong to',
			placeholder: 'e.g. 134711525',
			place: 'main',
			required: true,
			min: 1,
		},
		{
			name: 'type',
			kind: 'choice',
			displayName: 'Type',
			description: 'What kind of files the job or upload has',
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
		confirm('delete all files of this job or upload for good', 'their links stop working'),
	],
	gives: 'body',
	deletes: true,
	thing: 'Answer',
};
