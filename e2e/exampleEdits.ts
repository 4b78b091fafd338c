// What must come out of the examples that change pictures, choose among models, or let an agent draw.
import {
	decoded,
	expect,
	expectSame,
	fileOf,
	outputOf,
	type Picture,
	pictureAt,
	picturesOf,
	sizeOf,
} from './exampleLook';
import { endedWell, type Outcome, ran } from './exampleOutcomes';
import { byChat, byForm, upload, wish } from './exampleScene';
import { kindOfFile } from '../test/support/media';

type Pixel = [number, number, number, number];

function pixel({ png: { data, width } }: Pick<Picture, 'png'>, x: number, y: number): Pixel {
	const at = (y * width + x) * 4;
	return [data[at], data[at + 1], data[at + 2], data[at + 3]];
}

/** Of the places, the part at which two pictures differ clearly. */
function changed(one: Picture, other: Picture, places: Array<[number, number]>): number {
	const differs = ([x, y]: [number, number]): boolean => {
		const [before, after] = [pixel(one, x, y), pixel(other, x, y)];
		return before.some((value, channel) => Math.abs(value - after[channel]) > 8);
	};
	return places.filter(differs).length / places.length;
}

export const inpaint: Outcome = async (scene, workflow) => {
	const ended = await ran(scene, workflow);
	const [before] = await picturesOf(scene, ended, 'Picture to change', 'picture');
	const [mask] = await picturesOf(scene, ended, 'Picture and mask', 'mask');
	const [after] = await picturesOf(scene, ended, 'Inpaint image');
	expectSame([before, mask, after].map(sizeOf), Array(3).fill('512 x 512'), 'the sizes');
	const all: Array<[number, number]> = Array.from({ length: 128 * 128 }, (_, index) => [
		(index % 128) * 4,
		Math.floor(index / 128) * 4,
	]);
	const isWhite = ([x, y]: [number, number]): boolean => pixel(mask, x, y)[0] > 127;
	const inside = changed(before, after, all.filter(isWhite));
	const outside = changed(
		before,
		after,
		all.filter((place) => !isWhite(place)),
	);
	expect(inside > 0.3, `only ${inside} of the masked part was painted anew`);
	expect(outside < 0.02, `${outside} of the rest was changed too`);
	const percent = (part: number): string => `${Math.round(part * 100)} %`;
	return `painted anew: ${percent(inside)} inside the mask, ${percent(outside)} outside`;
};

export const cutOut: Outcome = async (scene, workflow) => {
	const ended = await ran(scene, workflow);
	for (const node of ['Product photo', 'Remove background'])
		expect(outputOf(ended, node)[0].binary === undefined, `${node} hands over a file`);
	const [picture, ...more] = await picturesOf(scene, ended, 'Upscale image');
	expectSame([sizeOf(picture), more.length], ['1024 x 1024', 0], 'what comes out');
	expect(picture.name === 'teapot-cutout.png', `the file is called ${picture.name}`);
	const cut = await pictureAt(String(outputOf(ended, 'Remove background')[0].json.url));
	expect(pixel(cut, 2, 2)[3] === 0, 'the background is still there');
	return `${picture.name}, ${sizeOf(picture)}, cut out before`;
};

export const form: Outcome = async (scene, workflow) => {
	const { sandbox } = scene;
	const { page = '', ...ended } = endedWell(await byForm(scene, workflow));
	const link = /<img[^>]* src="([^"]+)"/.exec(page)?.[1] ?? '';
	expect(page.includes(wish), 'the last page does not say the wish');
	const made = sandbox.books.jobs.find(({ links }) => links.includes(link));
	expect(made?.endpoint.endsWith('img2img') ?? false, `the page shows no redrawn picture: ${link}`);
	expectSame(made?.prompt, wish, 'the prompt');
	const [sent] = outputOf(ended, 'Upload a picture');
	const received = await fileOf(scene, sent, 'Picture');
	expect(received.bytes.equals(upload.bytes), 'the uploaded file is another one');
	return `uploaded, and shown on the form's last page: ${sizeOf(await pictureAt(link))}`;
};

export const agent: Outcome = async (scene, workflow) => {
	const { sandbox, openAi } = scene;
	const before = sandbox.books.jobs.length;
	const ended = endedWell(await byChat(scene, workflow));
	const answer = String(outputOf(ended, 'AI Agent')[0].json.output);
	const [job, ...more] = sandbox.books.jobs.slice(before);
	expectSame([job?.prompt, more.length], ['a boat on a lake, oil painting', 0], 'what was drawn');
	expect(answer.includes(job.links[0]), `the answer has no link: ${answer}`);
	const [{ tools, raw }] = openAi.turns;
	expectSame(Object.keys(tools[0].parameters.properties ?? {}), ['Prompt'], 'the model decides');
	expect(raw.includes('You draw pictures'), 'the model was not told what it is');
	return `the answer links a picture of ${sizeOf(await pictureAt(job.links[0]))}`;
};

export const compare: Outcome = async (scene, workflow) => {
	const { sandbox } = scene;
	const before = sandbox.books.requests.length;
	const ended = await ran(scene, workflow);
	const [item, ...more] = outputOf(ended, 'Contact sheet as a file');
	expect(more.length === 0, 'there is more than one file');
	const { name, bytes } = await fileOf(scene, item);
	const page = bytes.toString('utf8');
	const shown = [...page.matchAll(/src="data:image\/png;base64,([^"]+)" alt="([^"]+)"/g)];
	const pictures = shown.map(([, text, model]) => {
		const content = Buffer.from(text, 'base64');
		return decoded({ name: model, kind: kindOfFile(content), bytes: content });
	});
	expectSame(pictures.map(sizeOf), Array(5).fill('512 x 512'), 'the pictures of the sheet');
	const names = pictures.map((picture) => picture.name);
	expect(new Set(names).size === 5, `the sheet names ${names.join(', ')}`);
	expect(
		names.every((each) => /xl/i.test(each) && page.includes(`<figcaption>${each} (`)),
		`not all are of the search: ${names.join(', ')}`,
	);
	const submits = sandbox.books.requests.slice(before).filter(({ kind }) => kind === 'submit');
	const bodies = submits.map(({ body = {} }) => body);
	expectSame(new Set(bodies.map((body) => body.model_id)).size, 5, 'different models');
	const same = new Set(bodies.map(({ prompt, seed }) => JSON.stringify([prompt, seed])));
	expectSame([...same], ['["a fox in a birch forest, morning light",7]'], 'prompt and seed');
	return `${name}: ${names.join(', ')}`;
};
