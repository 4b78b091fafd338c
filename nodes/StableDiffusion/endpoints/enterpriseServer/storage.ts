import type { Endpoint } from '../endpoint';
import { confirm, deployType } from '../serviceFields';

export const updateS3: Endpoint = {
	resource: 'enterpriseServer',
	operation: 'updateS3',
	name: 'Update S3 Details',
	action: 'Update S3 details',
	description:
		'Have results stored in your own S3 bucket, in place of any that was set before. Without one the service deletes them after 24 hours.',
	variants: { enterprise: '/api/v1/enterprise/update_s3' },
	fields: [
		deployType,
		{
			name: 'endpoint_url',
			kind: 'text',
			displayName: 'Endpoint URL',
			description: 'Address of the S3 service, of Amazon or any that is compatible',
			placeholder: 'e.g. https://s3.eu-central-1.amazonaws.com',
			place: 'main',
			required: true,
		},
		{
			name: 'region_name',
			kind: 'text',
			displayName: 'Region',
			description: 'Where the bucket lies, by the name that the S3 service gives the place',
			placeholder: 'e.g. eu-central-1',
			place: 'main',
			required: true,
		},
		{
			name: 'aws_access_key_id',
			kind: 'secret',
			displayName: 'Access Key ID',
			description: 'ID of a key that may list, read and write objects and set who may read them',
			placeholder: 'e.g. AKIA...',
			place: 'main',
			required: true,
		},
		{
			name: 'aws_secret_access_key',
			kind: 'secret',
			displayName: 'Secret Access Key',
			description: "The secret half of the key whose ID is in 'Access Key ID'",
			placeholder: 'e.g. wJalr...',
			place: 'main',
			required: true,
		},
		{
			name: 'image_directory',
			kind: 'text',
			displayName: 'Directory',
			description: 'Folder in the bucket for the results, which the public must be able to read',
			placeholder: 'e.g. generations',
			place: 'main',
			required: true,
		},
		{
			name: 'public_url',
			kind: 'text',
			displayName: 'Public URL',
			description: 'Address below which the stored files can be opened without a login',
			placeholder: 'e.g. https://cdn.example.com/generations/',
			place: 'main',
			required: true,
		},
	],
	gives: 'body',
	thing: 'Answer',
};

export const resetS3: Endpoint = {
	resource: 'enterpriseServer',
	operation: 'resetS3',
	name: 'Reset S3 Details',
	action: 'Reset S3 details',
	description: 'Remove your own S3 bucket from the settings of the server',
	variants: { enterprise: '/api/v1/enterprise/reset_s3' },
	fields: [
		deployType,
		confirm('remove the bucket from the settings', 'new results are then deleted after 24 hours'),
	],
	gives: 'body',
	thing: 'Answer',
};
