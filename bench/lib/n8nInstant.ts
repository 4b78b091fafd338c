// A service that has no work to do: every submit is answered at once with a finished job, every link with
// the same file. What n8n then uses is its own.
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { atEnd } from '../../scripts/lib/shutdown';

/** A running one. */
export interface InstantService {
	url: string;
	/** Bodies of the submits so far, as they came. */
	readonly submits: string[];
	/** Files that were sent to their last byte. */
	readonly sent: () => number;
	/** What the links lead to from now on. */
	serve(file: Buffer): void;
	forget(): void;
}

/** A finished job as Community Models answer it. */
function answerTo(id: number, origin: string, body: Record<string, unknown>): object {
	const name = `${String(id).padStart(8, '0')}-4c1d-4e0a-9d43-8f7f6a5b1c2e-0.png`;
	const { prompt, model_id, width, height, num_inference_steps } = body;
	return {
		status: 'success',
		generationTime: 1.82,
		id,
		output: [`${origin}/generations/${name}`],
		proxy_links: [`${origin}/cdn/generations/${name}`],
		meta: {
			prompt,
			model_id,
			W: width,
			H: height,
			steps: num_inference_steps,
			n_samples: 1,
			guidance_scale: 7.5,
			scheduler: 'DPMSolverMultistepScheduler',
			negative_prompt: '',
			safety_checker: 'no',
			base64: 'no',
			seed: 1278219 + id,
			file_prefix: name.slice(0, -6),
			temp: 'no',
		},
	};
}

/** Starts it; it stops with the script. */
export async function openInstantService(): Promise<InstantService> {
	const submits: string[] = [];
	let sent = 0;
	let file: Buffer = Buffer.alloc(0);
	let origin = '';
	const server = createServer((request, response) => {
		if (request.method === 'GET') {
			response.writeHead(200, { 'content-type': 'image/png', 'content-length': file.length });
			// One buffer for all: nothing is copied for a call.
			response.end(file, () => (sent += 1));
			return;
		}
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const text = Buffer.concat(chunks).toString('utf8');
			submits.push(text);
			const body = JSON.parse(text) as Record<string, unknown>;
			const answer = Buffer.from(JSON.stringify(answerTo(100_000 + submits.length, origin, body)));
			response.writeHead(200, {
				'content-type': 'application/json',
				'content-length': answer.length,
			});
			response.end(answer);
		});
	});
	server.listen(0, '127.0.0.1', 4096);
	await once(server, 'listening');
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	atEnd(() => {
		server.close();
		server.closeAllConnections();
	});
	return {
		url: origin,
		submits,
		sent: () => sent,
		serve: (next) => {
			file = next;
		},
		forget: () => {
			submits.length = 0;
			sent = 0;
		},
	};
}
