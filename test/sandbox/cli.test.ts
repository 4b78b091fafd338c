import { helpText, readArguments } from '../../sandbox/cli';
import { callbackShapes, completeOptions, faultNames } from '../../sandbox/options';

const defaults = completeOptions();
const read = (...args: string[]) => readArguments(args, defaults);

it('takes every option that the function takes', () => {
	const switches = helpText(defaults);
	const covered: Record<string, string> = {
		keys: '--add-key',
		addresses: '--add-address',
		faults: '--fault',
		callbacks: '--callback-loss',
		secondsPerJob: '--seconds-per-job',
		holdSeconds: '--hold',
		retryAfterSeconds: '--retry-after',
		linkDelaySeconds: '--link-delay',
		linkContentType: '--link-type',
	};
	for (const option of Object.keys(defaults)) {
		const dashed = `--${option.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)}`;
		expect(switches).toContain(covered[option] ?? dashed);
	}
});

it('takes every option of callbacks', () => {
	const given = ['loss', 'twice', 'delay', 'spread', 'early', 'wrong-id', 'forged'];
	const args = given.map((name, index) => `--callback-${name}=0.${index + 1}`);
	const { callbacks } = read(...args, '--callback-shape=form', '--callback-id-as-text') as {
		callbacks: object;
	};
	expect(callbacks).toEqual({
		lossRate: 0.1,
		duplicateRate: 0.2,
		delaySeconds: 0.3,
		delaySpread: 0.4,
		earlyRate: 0.5,
		wrongIdRate: 0.6,
		forgedRate: 0.7,
		shape: 'form',
		idAsText: true,
	});
	expect(Object.keys(callbacks).sort()).toEqual(Object.keys(defaults.callbacks).sort());
	for (const shape of callbackShapes) expect(helpText(defaults)).toContain(shape);
});

it('reads numbers, texts, keys and faults', () => {
	expect(
		read(
			'--port=9000',
			'--workers=4',
			'--job-spread=0.4',
			'--eta-error=0.5',
			'--link-type=text/plain',
			'--callback-twice=0.2',
			'--add-key=poor,credits=0,plan=small',
			'--fault=http5xx=0.1',
			'--fault=fetch:html=0.05',
			'--fault=noId=0.2',
			'--fault=file:truncated=0.3',
		),
	).toMatchObject({
		port: 9000,
		workers: 4,
		jobSpread: 0.4,
		etaError: 0.5,
		linkContentType: 'text/plain',
		callbacks: { duplicateRate: 0.2 },
		keys: [{ key: 'poor', credits: 0, plan: 'small' }],
		faults: {
			all: { http5xx: 0.1, noId: 0.2 },
			fetch: { html: 0.05 },
			file: { truncated: 0.3 },
		},
	});
});

it('leaves out what was not given, so that the defaults hold', () => {
	expect(completeOptions(read() as object)).toEqual(defaults);
});

it.each([
	[['--workers', 'many'], '--workers takes a number'],
	[['--plan', 'golden'], '--plan takes small or standard'],
	[['--callback-shape', 'round'], '--callback-shape takes usual or text or'],
	[['--callback-early', 'often'], '--callback-early takes a number'],
	[['--fault', 'earthquake=1'], '--fault takes'],
	[['--fault', 'fetch:noId=1'], '--fault noId is for submit only'],
	[['--add-key', 'k,shoe=8'], '--add-key does not know'],
	[['--nothing'], "Unknown option '--nothing'"],
])('tells what is wrong with %j', (args, text) => {
	expect(() => read(...args)).toThrow(text);
});

it('gives the help', () => {
	expect(read('-h')).toBe('help');
	for (const name of faultNames) expect(helpText(defaults)).toContain(name);
});
