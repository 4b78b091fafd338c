// @ts-check
// Loaded into n8n before its own code: when the script that started it is gone, however it went, n8n goes too.
// Its standard input is a pipe that only the script holds, so the pipe's end is the script's end.
const { isMainThread } = require('node:worker_threads');

// Worker threads load this as well, and have a standard input of their own that ends at once.
if (isMainThread) {
	process.stdin.on('end', leave).on('error', leave).resume();
	const pipe = /** @type {{ unref?: () => void }} */ (/** @type {unknown} */ (process.stdin));
	pipe.unref?.();
}

function leave() {
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5000).unref();
}
