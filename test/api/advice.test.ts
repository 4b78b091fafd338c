import { advise, troubles, type Facts, type Trouble } from '../../nodes/StableDiffusion/api/advice';
import { families, type FamilyName } from '../../nodes/StableDiffusion/api/families';

/** Where there is no job, or none that has a name. */
const nameless: readonly Trouble[] = ['queueFull', 'noAnswer', 'noId', 'noUpload'];

const full: Facts = {
	reason: 'the words of the service',
	status: 418,
	id: '134711525',
	family: 'images',
	host: 'https://sd.example.test',
	account: 'standard',
	seconds: 300,
	queueLimit: 5,
	model: 'flux',
	links: ['https://files.example.test/0.png'],
	thing: 'Image',
};
const knowing: Array<[string, Facts]> = [
	['nothing', {}],
	['everything', full],
	['an id only', { id: '134711525' }],
	['a reason only', { reason: 'the words of the service' }],
	['a status only', { status: 503 }],
	['a broken line', { status: 0, reason: '', links: [], thing: 'Video' }],
	['empty texts', { reason: '', id: '', model: '' }],
];

describe.each(troubles)('What is said about %s', (trouble) => {
	test.each(knowing)('is whole, knowing %s', (_, facts) => {
		const { title, description } = advise(trouble, facts);
		for (const text of [title, description]) {
			expect(text.trim()).toBe(text);
			expect(text.length).toBeGreaterThan(10);
			expect(text).not.toMatch(/undefined|null|NaN|\[object|\{|\}/);
			expect(text).not.toContain('  ');
			expect(text).not.toMatch(/[.!?]\.|\(\)|: *$/);
		}
		expect(description).toMatch(/[.!?)]$|png$|service$/);
	});
	test.each(knowing)('is a calm sentence of several words, knowing %s', (_, facts) => {
		const { title } = advise(trouble, facts);
		expect(title).not.toMatch(/error|problem|failure|mistake/i);
		expect(title).not.toMatch(/^(error|failed)\W*$/i);
		expect(title.split(' ').length).toBeGreaterThan(2);
		expect(title.length).toBeLessThan(200);
	});
	test('names no program, no stack, no request', () => {
		const { title, description } = advise(trouble, full);
		expect(`${title} ${description}`).not.toMatch(/JobError|stack|Bearer|prototype|api\/v\d/i);
	});
	test('says the words of the service, or leaves them out on purpose', () => {
		const { title, description } = advise(trouble, full);
		expect(`${title} ${description}`.includes('the words of the service')).toBe(
			trouble !== 'redirect',
		);
	});
	if (!nameless.includes(trouble)) {
		test('names the job where one exists', () => {
			const { title, description } = advise(trouble, full);
			expect(`${title} ${description}`).toContain('134711525');
		});
		test('does not say that nothing was bought where a job exists', () => {
			expect(advise(trouble, full).description).not.toMatch(/nothing was (sent|bought)/i);
		});
	}
});

describe('The advice', () => {
	test('is another one for every trouble', () => {
		expect(new Set(troubles.map((trouble) => advise(trouble, full).title)).size).toBe(
			troubles.length,
		);
	});
	test('says that a job which may be running is not sent again, since it would be paid twice', () => {
		for (const trouble of ['noAnswer', 'noId', 'submitTrouble'] as const) {
			expect(advise(trouble).description).toMatch(/not sent again.*paid twice/);
		}
	});
	test('says how to get a paid job later', () => {
		for (const trouble of [
			'timeUp',
			'download',
			'server',
			'unreadable',
			'emptyOutput',
			'submitTrouble',
			'noConnection',
		] as const) {
			expect(advise(trouble, { id: '17', family: 'images' }).description).toMatch(
				/Fetch with ID 17/,
			);
			expect(advise(trouble, {}).description).not.toMatch(/Fetch with ID/);
		}
	});
	test('says which limit was in the way', () => {
		expect(advise('queueFull', { seconds: 300 }).title).toContain('300 s');
		expect(advise('queueFull', { queueLimit: 5 }).description).toContain('5 jobs');
		expect(advise('timeUp', { id: '17', seconds: 300, thing: 'Image' }).title).toBe(
			'Image 17 was not ready after 300 s',
		);
	});
	test('says which model and which host', () => {
		expect(advise('model', { model: 'flux' }).title).toContain('flux');
		expect(advise('route', { host: 'https://sd.example.test' }).description).toContain(
			'https://sd.example.test',
		);
		expect(advise('noConnection', { host: 'https://sd.example.test' }).title).toContain(
			'https://sd.example.test',
		);
	});
	test('lists the links of files that would not come', () => {
		const links = ['https://files.example.test/0.png', 'https://files.example.test/1.png'];
		for (const link of links) expect(advise('download', { links }).description).toContain(link);
	});
	test('says that a key of the other account type was used', () => {
		for (const family of Object.keys(families) as FamilyName[]) {
			const wanted = families[family].account;
			const wrong = wanted === 'standard' ? 'enterprise' : 'standard';
			for (const trouble of ['key', 'unknownJob'] as const) {
				const name = families[family].displayName;
				expect(advise(trouble, { family, account: wrong }).description).toContain(`${name} needs`);
				expect(advise(trouble, { family, account: wanted }).description).not.toContain(
					`${name} needs`,
				);
			}
		}
	});
	test('ends the words of the service with one period', () => {
		expect(advise('invalid', { reason: 'width is odd' }).description).toContain('width is odd. ');
		expect(advise('invalid', { reason: 'width is odd.' }).description).toContain('width is odd. ');
		expect(advise('invalid', { reason: 'why?' }).description).toContain('why? ');
	});
	test('keeps a title short, however much the service says', () => {
		expect(advise('other', { reason: 'x'.repeat(5_000) }).title.length).toBeLessThan(200);
	});
});
