import type { Endpoint } from '../endpoint';
import { trackId, webhook } from '../fields';
import { initVideo } from '../mediaFields';

export const removeWatermark: Endpoint = {
	resource: 'video',
	operation: 'removeWatermark',
	name: 'Remove Watermark',
	action: 'Remove watermark from video',
	description: 'Remove a watermark from a video of your own. Takes minutes.',
	variants: { video: '/api/v6/video/watermark_remover' },
	fields: [{ ...initVideo, description: 'The video with the watermark (MP4)' }, trackId, webhook],
	gives: 'files',
	slow: true,
	thing: 'Video',
};
