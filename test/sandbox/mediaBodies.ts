import type { Endpoint, Field } from '../../sandbox/service/endpoint';
import { endpoints } from '../../sandbox/service/endpoints';
import { families } from '../../sandbox/service/families';
import type { Body } from './world';

/** Addresses of input files. */
export interface Links {
	image: string;
	audio: string;
	video: string;
}

const own = /^(video|voice|threeD|interior|faceswap|v5Video)$/;
const servers =
	/^enterprise\/(video|ultra_video|image_to_video_ultra|voice|text_to_speech|speech_to_text|3d|interior|faceswap|deepfake)$/;

/** Every row for something else than a plain picture call. */
export const mediaRows: Endpoint[] = [...endpoints.values()].filter(
	({ family }) => own.test(family) || servers.test(family),
);

/** A body with the required fields, or with all of them, every one with a value that is allowed. */
export function rightBody(endpoint: Endpoint, links: Links, isFull: boolean): Body {
	const body: Body = {};
	const once = new Set((endpoint.needsOneOf ?? []).map(([name]) => name));
	for (const [name, field] of Object.entries(endpoint.fields)) {
		if (!isFull && !field.required && !once.has(name)) continue;
		if (name === 'base64' || name === 'webhook') continue;
		body[name] = rightValue(endpoint, field, links);
	}
	// What the table cannot say by marks: a rule among several fields.
	if (endpoint.refuses) body.lyrics = '[00:00.00]A line';
	if (endpoint.refuses && isFull) body.lyrics_generation = false;
	return body;
}

function rightValue(endpoint: Endpoint, field: Field, links: Links): unknown {
	switch (field.type) {
		case 'flag':
			return rightFlag(endpoint, field);
		case 'choice':
			return field.values?.[0];
		case 'whole':
		case 'number':
			return field.max ?? field.default ?? field.min ?? 5;
		case 'image':
			return links.image;
		case 'audio':
			return links.audio;
		case 'video':
			return links.video;
		case 'link':
			return 'http://127.0.0.1:9/hook';
		case 'track':
			return 'mine';
		default:
			return 'a lighthouse';
	}
}

function rightFlag(endpoint: Endpoint, field: Field): unknown {
	const form = field.form ?? families[endpoint.family].flags;
	return form === 'text' ? 'no' : false;
}

/** Bodies of which exactly one field is wrong, with the name of that field. */
export function wrongBodies(endpoint: Endpoint, links: Links): [what: string, body: Body][] {
	const right = rightBody(endpoint, links, false);
	const wrong: [string, Body][] = [];
	const add = (what: string, name: string, value: unknown) =>
		wrong.push([`${name} ${what}`, { ...right, [name]: value }]);
	for (const [name, field] of Object.entries(endpoint.fields)) {
		if (field.required) {
			wrong.push([`${name} left out`, { ...right, [name]: undefined }]);
			add('null', name, null);
		}
		for (const [what, value] of wrongValues(endpoint, field)) add(what, name, value);
	}
	for (const group of endpoint.needsOneOf ?? []) {
		const rest = Object.entries(right).filter(([name]) => !group.includes(name));
		wrong.push([`none of ${group.join(', ')}`, Object.fromEntries(rest)]);
	}
	return wrong;
}

function wrongValues(endpoint: Endpoint, field: Field): [string, unknown][] {
	const values: [string, unknown][] = [];
	const { type, min, max, maxLength } = field;
	if (type === 'choice') values.push(['unknown', 'no such value'], ['true', true]);
	if (type === 'flag') {
		const isText = (field.form ?? families[endpoint.family].flags) === 'text';
		values.push(['in the other form', isText ? true : 'yes'], ['text', 'perhaps']);
	}
	if (type === 'whole' || type === 'number') values.push(['text', 'many']);
	if (type === 'whole') values.push(['broken', (min ?? 1) + 0.5]);
	if (max !== undefined) values.push(['too large', max + 1]);
	if (min !== undefined) values.push(['too small', min - 1]);
	if (maxLength !== undefined) values.push(['too long', 'x'.repeat(maxLength + 1)]);
	if (type === 'link') values.push(['no address', 'nowhere']);
	if (type === 'track') values.push(['true', true]);
	if (type === 'image' || type === 'audio' || type === 'video') {
		values.push(['a number', 5], ['not there', 'http://127.0.0.1:9/nothing']);
	}
	return values;
}
