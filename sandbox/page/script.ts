/** Runs in the browser. Everything that comes from a request is set as text, never as markup. */
export const script = `
const $ = (id) => document.getElementById(id);
const make = (tag, props, ...children) => {
	const element = Object.assign(document.createElement(tag), props);
	element.append(...children);
	return element;
};
const answered = (call) => call.code + (call.answer ? ': ' + call.answer : '');
let shown = '';
async function refresh() {
	try {
		const state = await (await fetch('/sandbox/state')).json();
		$('queue').textContent = state.open === 0
			? 'Empty. Charged so far: ' + state.charged.toFixed(2) + ' USD of play money.'
			: state.open + ' open, about ' + state.seconds + ' s until all are done. Charged so far: '
				+ state.charged.toFixed(2) + ' USD of play money.';
		const text = JSON.stringify([state.jobs, state.callbacks]);
		if (text === shown) return;
		shown = text;
		$('jobs').replaceChildren(...(state.jobs.length ? state.jobs.map(jobCard) : ['None yet.']));
		$('callbacks').replaceChildren(...state.callbacks.map((call) => make('li', {
			textContent: call.result + (call.code ? ' (' + answered(call) + ')' : '')
				+ (call.kind === 'real' ? '' : ', ' + call.kind) + ': ' + call.url,
		})));
	} catch {
		$('queue').textContent = 'The sandbox does not answer.';
	}
}
function result(link, alt) {
	if (/\\.(png|gif)$/.test(link)) return make('img', { src: link, alt });
	if (/\\.(wav|mp3|flac)$/.test(link)) return make('audio', { src: link, controls: true });
	return make('a', { href: link, textContent: link.split('.').pop() + ' file' });
}
function jobCard(job) {
	const pictures = job.links.map((link) => result(link, job.prompt || 'result'));
	return make('div', { className: 'job' },
		make('div', { className: 'pictures' }, ...pictures),
		make('p', { textContent: job.prompt || job.endpoint }),
		make('p', { textContent: job.id + ' - ' + job.state + ' - ' + job.endpoint }));
}
$('form').addEventListener('submit', async (event) => {
	event.preventDefault();
	$('sent').textContent = 'Sending...';
	const answer = await fetch('/sandbox/callback', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ url: $('url').value }),
	}).then((reply) => reply.json(), () => ({ message: 'The sandbox does not answer.' }));
	$('sent').textContent = answer.message
		|| (answer.code ? 'The receiver answered ' + answered(answer) : 'Nobody answered at this address.');
	refresh();
});
refresh();
setInterval(refresh, 1500);
`;
