import type { SandboxOptions } from '../options';
import { script } from './script';
import { style } from './style';

/** The page at `/`: one file, nothing loaded from elsewhere. */
export function page(options: SandboxOptions): string {
	const facts: [string, string][] = [
		['Key', options.key],
		['Enterprise key', options.enterpriseKey],
		['Queue per key', `${options.queueLimit} jobs`],
		['In work at a time', `${options.workers} jobs`],
		['One job takes', `${options.secondsPerJob} s`],
		['A submit is held', `${options.holdSeconds} s`],
	];
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox of the Stable Diffusion API</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>Sandbox</h1>
<p>A stand-in for the Stable Diffusion API (ModelsLab) on this computer. It answers as the service does, needs no
account and costs nothing. Everything is made here: pictures follow the prompt in mood, not in meaning, and
sounds, videos and models are small files of the right kind.</p>
<dl>${facts.map(([name, value]) => `<dt>${escape(name)}</dt><dd><code>${escape(value)}</code></dd>`).join('')}</dl>
<h2>Queue</h2>
<p id="queue" role="status">...</p>
<h2>Last jobs</h2>
<div id="jobs"></div>
<h2>Callbacks</h2>
<form id="form">
<label for="url">Send a test callback to a webhook on this computer</label>
<div class="row"><input id="url" type="url" required placeholder="http://127.0.0.1:5678/webhook-test/...">
<button>Send</button></div>
<p id="sent" role="status"></p>
</form>
<ul id="callbacks"></ul>
</main>
<script>${script}</script>
</body>
</html>
`;
}

function escape(text: string): string {
	return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
