import type { Row, Setting, Waiting } from './waiting';
import type { Point } from './waiting/optimum';

/** Pixels. */
const width = 920;
const plot = { width: 360, height: 250, top: 116, lefts: [64, 512] };
const bars = { left: 320, width: 520, top: 474, height: 17, gap: 9 };

const mostQuestions = 7;
const lags = { least: 0.02, most: 2 };

/** For light and dark pages: the picture has no background of its own. */
const style = `
	text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328; }
	.title { font-size: 15px; font-weight: 600; }
	.quiet { fill: #59636e; } .small { font-size: 11.5px; } .strong { font-weight: 600; }
	.grid { stroke: #59636e; stroke-opacity: 0.18; } .axis { stroke: #59636e; stroke-opacity: 0.6; }
	.best { stroke: #59636e; stroke-dasharray: 5 4; } .fixed { stroke: #4a7fc1; }
	.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
	.other { fill: #4a7fc1; } .own { fill: #d9480f; } .ownText { fill: #c2410c; }
	.bar { fill: #4a7fc1; fill-opacity: 0.75; } .fixedText { fill: #2f66a8; }
	@media (prefers-color-scheme: dark) {
		text { fill: #e6edf3; } .quiet { fill: #9198a1; }
		.grid, .axis, .best { stroke: #9198a1; } .fixed { stroke: #6ea8ea; }
		.other, .bar { fill: #6ea8ea; } .own { fill: #ff8c42; } .ownText { fill: #ff9d5c; }
		.fixedText { fill: #86b8f2; }
	}`;

/** Lag against questions for both spreads of lengths, and what that makes of 500 jobs. */
export function chart(waiting: Waiting): string {
	const rows = waiting.sigma05.policies;
	const all = [{ ...waiting.sigma05, name: 'this node' }, ...rows].sort(
		(a, b) => a.makespanOverIdeal - b.makespanOverIdeal,
	);
	const height = bars.top + all.length * (bars.height + bars.gap) + 40;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Waiting time against questions per job: the node is near the optimum">
<style>${style}
</style>
${text(16, 30, 'How long a finished result lies unnoticed, by questions per job', 'title')}
${text(16, 52, 'Share of the mean generation time, 500 jobs, simulated clock, logarithmic. Lower and further left is better.', 'quiet')}
${text(16, 70, 'The limit knows the true distribution of lengths and may ask as often as it likes.', 'quiet')}
${panel(plot.lefts[0], 'Jobs of even length (sigma 0.1)', waiting.sigma01)}
${panel(plot.lefts[1], 'Jobs of very different length (sigma 0.5)', waiting.sigma05)}
${text(16, bars.top - 38, 'Total time of 500 jobs, as a multiple of the best possible', 'title')}
${text(16, bars.top - 18, 'Sigma 0.5, five jobs at once on the service. 1.00 is a service that is never kept waiting.', 'quiet')}
${barsOf(all)}
</svg>
`;
}

const x = (left: number, questions: number): number =>
	left + (plot.width * questions) / mostQuestions;
const y = (lag: number): number =>
	plot.top + (plot.height * Math.log(lags.most / lag)) / Math.log(lags.most / lags.least);

function panel(left: number, title: string, setting: Setting): string {
	const bottom = plot.top + plot.height;
	const grid = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2].map(
		(lag) =>
			`<line class="grid" x1="${left}" x2="${left + plot.width}" y1="${px(y(lag))}" y2="${px(y(lag))}"/>` +
			text(left - 8, y(lag) + 4, `${lag * 100} %`, 'quiet small', 'end'),
	);
	const ticks = Array.from({ length: mostQuestions + 1 }, (_, at) =>
		text(x(left, at), bottom + 18, String(at), 'quiet small', 'middle'),
	);
	return [
		text(left, plot.top - 14, title, 'strong'),
		...grid,
		`<line class="axis" x1="${left}" x2="${left + plot.width}" y1="${bottom}" y2="${bottom}"/>`,
		...ticks,
		text(left + plot.width, bottom + 36, 'questions per job', 'quiet small', 'end'),
		curve(left, setting.fixed, 'fixed'),
		curve(left, setting.optimum, 'best'),
		...dots(left, setting.policies),
		dot(left, setting, 'own', 6.5),
		text(
			x(left, setting.questionsPerJob) + 11,
			y(setting.meanLagShare) - 7,
			'this node',
			'ownText strong',
		),
		...legend(left),
	].join('\n');
}

function legend(left: number): string[] {
	const [from, to] = [x(left, 4.45), x(left, 4.95)];
	return [
		['fixed', 'any fixed interval'],
		['best', 'the limit'],
	].flatMap(([kind, words], at) => {
		const top = plot.top + 16 + 18 * at;
		return [
			`<polyline class="line ${kind}" points="${px(from)},${top} ${px(to)},${top}"/>`,
			text(to + 7, top + 4, words, 'small'),
		];
	});
}

function curve(left: number, points: readonly Point[], kind: string): string {
	const inside = points
		.filter(({ questionsPerJob: asked, meanLagShare: lag }) => {
			return asked <= mostQuestions && lag >= lags.least && lag <= lags.most;
		})
		.sort((a, b) => a.questionsPerJob - b.questionsPerJob);
	const path = inside.map(
		(point) => `${px(x(left, point.questionsPerJob))},${px(y(point.meanLagShare))}`,
	);
	return `<polyline class="line ${kind}" points="${path.join(' ')}"/>`;
}

/** One at a time and in our window a policy asks alike, so that each is one dot. */
function dots(left: number, rows: readonly Row[]): string[] {
	const places = new Map<string, { row: Row; names: string[] }>();
	for (const row of rows) {
		const key = `${row.questionsPerJob.toFixed(2)} ${row.meanLagShare.toFixed(3)}`;
		const place = places.get(key) ?? { row, names: [] };
		const [name] = row.name.split(/, (?=one at|with our)/);
		if (!place.names.includes(name)) place.names.push(name);
		places.set(key, place);
	}
	return [...places.values()].flatMap(({ row, names }) => [
		dot(left, row, 'other', 4.5),
		text(x(left, row.questionsPerJob) + 9, y(row.meanLagShare) - 5, names.join(' or '), 'small'),
	]);
}

const dot = (left: number, point: Point, kind: string, radius: number): string =>
	`<circle class="${kind}" cx="${px(x(left, point.questionsPerJob))}" cy="${px(y(point.meanLagShare))}" r="${radius}"/>`;

function barsOf(all: readonly Row[]): string {
	const most = Math.max(...all.map(({ makespanOverIdeal }) => makespanOverIdeal));
	const long = (value: number): number => (bars.width * value) / most;
	const lines = all.map((row, at) => {
		const top = bars.top + at * (bars.height + bars.gap);
		const own = row.name === 'this node';
		return [
			text(bars.left - 10, top + 13, row.name, own ? 'ownText strong' : '', 'end'),
			`<rect class="${own ? 'own' : 'bar'}" x="${bars.left}" y="${top}" width="${px(long(row.makespanOverIdeal))}" height="${bars.height}" rx="2"/>`,
			text(
				bars.left + long(row.makespanOverIdeal) + 7,
				top + 13,
				row.makespanOverIdeal.toFixed(2),
				own ? 'ownText strong' : 'quiet',
			),
		].join('');
	});
	const bottom = bars.top + all.length * (bars.height + bars.gap);
	const one = px(bars.left + long(1));
	return [
		...lines,
		`<line class="axis" stroke-dasharray="3 3" x1="${one}" x2="${one}" y1="${bars.top - 6}" y2="${bottom}"/>`,
		text(bars.left + long(1), bottom + 14, 'ideal', 'quiet small', 'middle'),
	].join('\n');
}

const px = (value: number): string => String(Math.round(value * 10) / 10);

const text = (left: number, top: number, words: string, kind = '', anchor = 'start'): string =>
	`<text x="${px(left)}" y="${px(top)}"${kind ? ` class="${kind}"` : ''}${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${words}</text>`;
