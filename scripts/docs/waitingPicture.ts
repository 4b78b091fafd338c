import { lateBy, story } from './moments';

/** The picture of waiting: one job, and what four ways of waiting for it do. Sizes in pixels. */

const size = { width: 800, height: 482 };
const axis = { left: 262, right: 776, seconds: 17 };
const lanes = { top: 100, height: 66 };
const bar = 14;
/** How long handing in and fetching the files take here: seconds, drawn and not measured. */
const short = 0.6;

/** The panel is part of the picture, so that it reads on any page. */
const style = `
text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328; }
.title { font-size: 17px; font-weight: 600; } .strong { font-weight: 600; } .quiet { fill: #57606a; font-size: 12.5px; }
.panel { fill: #f6f8fa; stroke: #d0d7de; } .line { stroke: #8c959f; } .cut { stroke: #8c959f; stroke-dasharray: 3 4; }
.job { fill: #8c959f; } .memory { fill: #2f6fbf; } .stored { fill: none; stroke: #2f6fbf; stroke-width: 1.5; stroke-dasharray: 5 4; }
.late { fill: #d9480f; } .lateText { fill: #b93d0a; } .files { fill: #1a7f37; } .filesText { fill: #1a7f37; }
.notYet { fill: #f6f8fa; stroke: #1f2328; stroke-width: 1.8; } .yes { fill: #1f2328; stroke: #1f2328; stroke-width: 1.8; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; } .quiet { fill: #9da7b3; } .panel { fill: #161b22; stroke: #3d444d; }
.line, .cut { stroke: #7d8590; } .job { fill: #6e7681; } .memory { fill: #4a8fe0; } .stored { stroke: #6aa5ea; }
.late { fill: #ff8c42; } .lateText { fill: #ffa066; } .files { fill: #3fb950; } .filesText { fill: #56c567; }
.notYet { fill: #161b22; stroke: #e6edf3; } .yes { fill: #e6edf3; stroke: #e6edf3; }
}`;

const px = (value: number): string => String(Math.round(value * 10) / 10);
const at = (second: number): number =>
	axis.left + ((axis.right - axis.left) * second) / axis.seconds;

const text = (x: number, y: number, words: string, kind = '', anchor = 'start'): string =>
	`<text x="${px(x)}" y="${px(y)}"${kind && ` class="${kind}"`}${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${words}</text>`;

const box = (from: number, to: number, y: number, kind: string, height = bar): string =>
	`<rect x="${px(at(from))}" y="${px(y)}" width="${px(at(to) - at(from))}" height="${height}" rx="3" class="${kind}"/>`;

const dot = (second: number, y: number, kind: 'notYet' | 'yes'): string =>
	`<circle cx="${px(at(second))}" cy="${px(y + bar / 2)}" r="5.5" class="${kind}"/>`;

interface Lane {
	readonly name: string;
	readonly asked: readonly number[];
	readonly words: string;
	/** The execution is stored meanwhile. */
	readonly isStored?: boolean;
}

const count = (asked: readonly number[]): string =>
	`${asked.length} ${asked.length === 1 ? 'question' : 'questions'}, ${lateBy(asked).toFixed(1)} s late`;

const lanesOf: readonly Lane[] = [
	{ name: `Every ${story.interval} s`, asked: story.fixed, words: count(story.fixed) },
	{ name: 'This node, first of a run', asked: story.first, words: count(story.first) },
	{
		name: `This node, after ${story.jobsBefore} jobs`,
		asked: story.learned,
		words: count(story.learned),
	},
	{
		name: 'Park Until Callback',
		asked: [story.ready + 0.1],
		words: '1 question, when it is called back',
		isStored: true,
	},
];

function lane({ name, asked, words, isStored }: Lane, index: number): string {
	const top = lanes.top + lanes.height * (index + 1);
	const known = asked.at(-1) ?? 0;
	const waiting = isStored
		? [box(0, short, top, 'memory'), box(short, story.ready, top + 1, 'stored', bar - 2)]
		: [box(0, story.ready, top, 'memory')];
	const note = isStored
		? text(at(story.ready / 2), top + 31, 'stored: no memory, no worker', 'quiet', 'middle')
		: index === 0
			? text(at(story.ready / 2), top + 31, 'execution in memory', 'quiet', 'middle')
			: '';
	return [
		text(24, top + 6, name, 'strong'),
		text(24, top + 25, words, 'quiet'),
		...waiting,
		box(story.ready, known, top, 'late'),
		box(known, known + short, top, 'files'),
		...asked.map((second) => dot(second, top, second === known ? 'yes' : 'notYet')),
		note,
		text(at(known + short) + 7, top + 12, 'files', 'filesText'),
	].join('\n');
}

function service(): string {
	const top = lanes.top;
	return [
		text(24, top + 6, 'The service', 'strong'),
		text(24, top + 25, `estimate ${story.estimate} s, ready after ${story.ready} s`, 'quiet'),
		box(0, story.ready, top, 'job'),
		text(at(0), top - 9, 'submit', 'quiet'),
		text(at(story.estimate), top - 9, 'estimate', 'quiet', 'middle'),
		text(at(story.ready), top - 9, 'ready', 'strong', 'middle'),
		`<line x1="${px(at(story.estimate))}" x2="${px(at(story.estimate))}" y1="${top - 5}" y2="${top + bar + 5}" class="line"/>`,
	].join('\n');
}

function scale(bottom: number): string {
	const ticks = [0, 5, 10, 15].map((second) =>
		text(at(second), bottom + 19, `${second} s`, 'quiet', 'middle'),
	);
	return [
		`<line x1="${axis.left}" x2="${axis.right}" y1="${bottom}" y2="${bottom}" class="line"/>`,
		`<line x1="${px(at(story.ready))}" x2="${px(at(story.ready))}" y1="${lanes.top - 4}" y2="${bottom}" class="cut"/>`,
		...ticks,
	].join('\n');
}

function legend(y: number): string {
	const circle = (x: number, kind: string): string =>
		`<circle cx="${x}" cy="${y - 4}" r="5.5" class="${kind}"/>`;
	return [
		circle(30, 'notYet'),
		text(42, y, 'question: "not yet"', 'quiet'),
		circle(182, 'yes'),
		text(194, y, 'question that finds the result', 'quiet'),
		`<rect x="392" y="${y - 11}" width="22" height="${bar}" rx="3" class="late"/>`,
		text(421, y, 'the result lies ready, and nobody knows', 'quiet'),
	].join('\n');
}

/** For who cannot see it. */
const spoken = (): string =>
	`A job that is estimated at ${story.estimate} and ready after ${story.ready} seconds. ${lanesOf.map(({ name, words }) => `${name}: ${words}`).join('. ')}.`;

export function waitingPicture(): string {
	const bottom = lanes.top + lanes.height * (lanesOf.length + 1) - 24;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="${spoken()}">
<style>${style}
</style>
<rect x="0.5" y="0.5" width="${size.width - 1}" height="${size.height - 1}" rx="10" class="panel"/>
${text(24, 34, 'Waiting for one job', 'title')}
${text(24, 56, "Moments of the node's questions are worked out by its own code. It knows the estimate, and learns what it is worth.", 'quiet')}
${scale(bottom)}
${service()}
${lanesOf.map(lane).join('\n')}
${legend(size.height - 17)}
</svg>
`;
}
