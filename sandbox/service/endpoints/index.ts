import type { Endpoint } from '../endpoint';
import { controlnet } from './controlnet';
import { dreambooth } from './dreambooth';
import { enterprise } from './enterprise';
import { enterpriseEditing } from './enterpriseEditing';
import { enterpriseVideo } from './enterpriseVideo';
import { enterpriseVoice } from './enterpriseVoice';
import { faceswap } from './faceswap';
import { flux } from './flux';
import { imageEditing } from './imageEditing';
import { images } from './images';
import { interior } from './interior';
import { realtime } from './realtime';
import { threeD } from './threeD';
import { v3 } from './v3';
import { video } from './video';
import { voice } from './voice';

const rows: Endpoint[] = [
	...v3,
	...dreambooth,
	...controlnet,
	...realtime,
	...images,
	...flux,
	...imageEditing,
	...interior,
	...faceswap,
	...video,
	...voice,
	...threeD,
	...enterprise,
	...enterpriseEditing,
	...enterpriseVideo,
	...enterpriseVoice,
];

/** Every endpoint that makes a job, by its path. */
export const endpoints: ReadonlyMap<string, Endpoint> = new Map(
	rows.map((endpoint) => [endpoint.path, endpoint]),
);
