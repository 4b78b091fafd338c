import { json } from '../../core/answer';
import type { Field } from '../endpoint';
import { choice, required, schedulers, text } from '../fields';
import { done, enterprise, type Helper } from './helper';

/** The server whose results go into the bucket, the newer ones last; text_to_image when nothing is said. */
const deployType: Field = choice(
	[
		'text_to_image',
		'image_editing',
		'voice_cloning',
		'text_to_3d',
		'video',
		'face_gen',
		'deepfake',
		'realtime',
		'super_resolution',
		'flux',
		'flux_headshot',
		'interior',
		'qwen_imagen_server',
		'qwen_edit_2511',
		'qwen_edit_bundle',
		'qwen_tts',
		'flux_kontext_dev',
		'image_to_video_ultra_wan22',
		'video_server_ultra_wan22',
		'z_image_turbo',
		'z_image_base',
	],
	'text_to_image',
);

/** What the text_to_image server tells about itself, what was bought, and the customer's own bucket. */
export const storageHelpers: Helper[] = [
	{
		path: '/api/v1/enterprise/subscriptions',
		family: enterprise,
		answer: () =>
			json(200, {
				status: 'success',
				subscriptions: [
					{
						plan: 'enterprise',
						name: 'Sandbox Server',
						created_at: '2024-02-03 08:00:00',
						next_billing_date: '2030-01-01',
						server: { name: 'text_to_image', status: 'live' },
					},
				],
			}),
	},
	{
		path: '/api/v1/enterprise/schedulers_list',
		family: enterprise,
		// No status, and one name less than the generation pages have.
		answer: () => json(200, { schedulers: schedulers.filter((name) => name !== 'LCMScheduler') }),
	},
	{
		path: '/api/v1/enterprise/update_s3',
		family: enterprise,
		fields: {
			deploy_type: deployType,
			public_url: required(text),
			region_name: required(text),
			endpoint_url: required(text),
			aws_access_key_id: required(text),
			aws_secret_access_key: required(text),
			image_directory: required(text),
		},
		// The answers to this and to the reset are not printed.
		answer: () => done(enterprise, 'S3 details updated'),
	},
	{
		path: '/api/v1/enterprise/reset_s3',
		family: enterprise,
		fields: { deploy_type: deployType },
		answer: () => done(enterprise, 'S3 details reset'),
	},
];
