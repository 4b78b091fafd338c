// @ts-check
// Streams an address into files, some at a time, with nothing but Node.js: the floor under every node that does
// so within n8n. Prints its memory (MB of 1024 x 1024 bytes) before and at most, and the seconds it took.
const { createWriteStream, readFileSync, writeFileSync } = require('node:fs');
const { get } = require('node:http');
const { join } = require('node:path');
const { pipeline } = require('node:stream/promises');

const [url, folder, files, atOnce] = process.argv.slice(2);

/** @param {'VmRSS' | 'VmHWM'} name */
function megabytes(name) {
	const status = readFileSync('/proc/self/status', 'latin1');
	return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
}

/** @param {number} index */
async function fetchOne(index) {
	/** @type {import('node:http').IncomingMessage} */
	const body = await new Promise((resolve, reject) => {
		get(`${url}/generations/${index}.png`, { agent: false }, resolve).on('error', reject);
	});
	await pipeline(body, createWriteStream(join(folder, `${index}.png`)));
}

/** @param {number} count */
async function fetchAll(count) {
	let next = 0;
	const work = async () => {
		while (next < count) await fetchOne(next++);
	};
	await Promise.all(Array.from({ length: Number(atOnce) }, work));
}

async function main() {
	// Whatever is loaded on first use.
	await fetchAll(4);
	const before = megabytes('VmRSS');
	writeFileSync('/proc/self/clear_refs', '5');
	const began = Date.now();
	await fetchAll(Number(files));
	const seconds = (Date.now() - began) / 1000;
	console.log(JSON.stringify({ before, peak: megabytes('VmHWM'), seconds }));
}

void main();
