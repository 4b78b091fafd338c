import {
	enterpriseServers,
	families,
	familyOfFetchPath,
	familyOfPath,
	fetchAddress,
	flagFor,
	isFamily,
	namedFamilies,
	type FamilyName,
} from '../../nodes/StableDiffusion/api/families';
import { isJobId, jobId } from '../../nodes/StableDiffusion/api/jobId';

const all = Object.keys(families) as FamilyName[];
/** Those whose results are asked for. */
const withJobs = all.filter((family) => families[family].fetch);

/** Families that take the id in the path, as the service documents them. */
const inPath: Array<[FamilyName, string]> = [
	['v3', '/api/v3/fetch/17'],
	['v5', '/api/v6/images/fetch/17'],
	['dreamboothV3', '/api/v3/dreambooth/fetch/17'],
	['images', '/api/v6/images/fetch/17'],
	['realtime', '/api/v6/realtime/fetch/17'],
	['imageEditing', '/api/v6/image_editing/fetch/17'],
	['video', '/api/v6/video/fetch/17'],
	['voice', '/api/v6/voice/fetch/17'],
	['threeD', '/api/v6/3d/fetch/17'],
	['interior', '/api/v6/interior/fetch/17'],
	['faceswap', '/api/v6/faceswap/fetch/17'],
	['v7Images', '/api/v7/images/fetch/17'],
	['v7VideoFusion', '/api/v7/video-fusion/fetch/17'],
	['v7Voice', '/api/v7/voice/fetch/17'],
	['enterprise/realtime', '/api/v1/enterprise/realtime/fetch/17'],
	['enterprise/image_editing', '/api/v1/enterprise/image_editing/fetch/17'],
	['enterprise/super_resolution', '/api/v1/enterprise/super_resolution/fetch/17'],
	['enterprise/flux', '/api/v1/enterprise/flux/fetch/17'],
	['enterprise/video', '/api/v1/enterprise/video/fetch/17'],
	['enterprise/3d', '/api/v1/enterprise/3d/fetch/17'],
];
/** Families that want `request_id` in the body. */
const inBody: Array<[FamilyName, string]> = [
	['dreamboothV4', '/api/v4/dreambooth/fetch'],
	['enterprise', '/api/v1/enterprise/fetch'],
];

describe('The address of a result', () => {
	test.each(inPath)('of %s has the id in its path', (family, path) => {
		expect(fetchAddress(family, '17')).toEqual({ path, body: {} });
	});
	test.each(inBody)('of %s has the id in its body', (family, path) => {
		expect(fetchAddress(family, '17')).toEqual({ path, body: { request_id: '17' } });
	});
	test('of every enterprise server stands below its own name', () => {
		for (const server of enterpriseServers) {
			expect(fetchAddress(`enterprise/${server}`, '17')?.path).toBe(
				`/api/v1/enterprise/${server}/fetch/17`,
			);
		}
	});
	test('is told for every named family here', () => {
		const told = new Set([...inPath, ...inBody].map(([family]) => family));
		expect(namedFamilies.filter((family) => !told.has(family))).toEqual([]);
	});
	test('is another one for every family', () => {
		// v5 jobs are asked for at Community Models.
		const own = withJobs.filter((family) => family !== 'v5');
		expect(new Set(own.map((family) => fetchAddress(family, '17')?.path)).size).toBe(own.length);
	});
	test('is none where nothing is a job', () => {
		expect(all.filter((family) => !withJobs.includes(family))).toEqual(['general']);
		expect(fetchAddress('general', '17')).toBeUndefined();
		expect(namedFamilies).not.toContain('general');
	});
	test.each([
		'../../v3/delete_image',
		'1/../../x',
		'1?x=1',
		'1#x',
		'1/cancel',
		'%2e%2e/x',
		'\\..\\..\\x',
	])('cannot be bent by an id: %s', (id) => {
		for (const family of withJobs) {
			const url = new URL(fetchAddress(family, id)?.path ?? '', 'https://sd.example.test');
			const base = families[family].fetch?.path ?? '';
			expect(url.pathname === base || url.pathname.startsWith(`${base}/`)).toBe(true);
			expect(url.pathname.slice(base.length + 1)).not.toMatch(/[/\\]/);
			expect(url.search + url.hash).toBe('');
		}
	});
});

describe('The family of a result address', () => {
	test.each(inPath.filter(([family]) => family !== 'v5'))('is %s for %s', (family, path) => {
		expect(familyOfFetchPath(path)).toBe(family);
	});
	test('is found for families that take the id in the body too', () => {
		expect(familyOfFetchPath('/api/v1/enterprise/fetch/17')).toBe('enterprise');
		expect(familyOfFetchPath('/api/v4/dreambooth/fetch/17')).toBe('dreamboothV4');
	});
	test.each(['/api/v6/whisper/fetch/17', '/api/v6/images/17', '/fetch/17', '', '/', 'fetch'])(
		'is none for %p',
		(path) => {
			expect(familyOfFetchPath(path)).toBeUndefined();
		},
	);
});

describe('The family of any address', () => {
	test.each<[string, FamilyName | undefined]>([
		['/api/v7/images/text-to-image', 'v7Images'],
		['/api/v7/video-fusion/lip-sync', 'v7VideoFusion'],
		['/api/v6/images/text2img', 'images'],
		['/api/v6/image_editing/caption', 'imageEditing'],
		['/api/v4/dreambooth', 'dreamboothV4'],
		['/api/v3/dreambooth/img2img', 'dreamboothV3'],
		['/api/v3/text2img', 'v3'],
		['/api/v1/enterprise/text2img', 'enterprise'],
		['/api/v1/enterprise/flux/text2img', 'enterprise/flux'],
		['/api/v5/text2video', undefined],
		['/api/v9/new', undefined],
		['/api/wallet_balance', undefined],
		['/', undefined],
		['', undefined],
	])('%s is %s', (path, family) => {
		expect(familyOfPath(path)).toBe(family);
	});
});

describe('A flag', () => {
	test.each<[FamilyName]>([['v3'], ['dreamboothV3'], ['dreamboothV4'], ['enterprise']])(
		'is the text yes or no for %s',
		(family) => {
			expect(flagFor(family, true)).toBe('yes');
			expect(flagFor(family, false)).toBe('no');
		},
	);
	test.each<[FamilyName]>([
		['realtime'],
		['images'],
		['imageEditing'],
		['enterprise/realtime'],
		['enterprise/flux'],
		['enterprise/image_editing'],
		['enterprise/super_resolution'],
	])('is a boolean for %s', (family) => {
		expect(flagFor(family, true)).toBe(true);
		expect(flagFor(family, false)).toBe(false);
	});
});

describe('A family', () => {
	test.each(all)('%s says what it is, without a trailing period', (family) => {
		const { displayName, description, account } = families[family];
		// What belongs to the account bears no version.
		expect(displayName).toMatch(family === 'general' ? /^General$/ : /\S \(v\d\)$/);
		expect(description).toMatch(/^[A-Z0-9].*[^.\s]$/);
		expect(account).toBe(family.startsWith('enterprise') ? 'enterprise' : 'standard');
	});
	test('has a name of its own', () => {
		expect(new Set(all.map((family) => families[family].displayName)).size).toBe(all.length);
	});
	test.each(all)('%s is known as one', (family) => {
		expect(isFamily(family)).toBe(true);
	});
	test.each([
		'constructor',
		'__proto__',
		'toString',
		'Images',
		'',
		'enterprise/',
		5,
		null,
		undefined,
		['v3'],
	])('%p is none', (name) => {
		expect(isFamily(name)).toBe(false);
	});
});

describe('A job id', () => {
	test.each(['1', '134711525', 'abc123-def456', 'A', '0', 'x'.repeat(64)])('may be %s', (id) => {
		expect(isJobId(id)).toBe(true);
	});
	test.each([
		'',
		'-1',
		'1 2',
		'1/2',
		'..',
		'1\n',
		'\n1',
		'1?',
		'1#',
		'1%2f',
		'1.5',
		'ä',
		'x'.repeat(65),
	])('may not be %p', (id) => {
		expect(isJobId(id)).toBe(false);
	});
	test.each([
		[' 17\n', '17'],
		[17, '17'],
		[134711525, '134711525'],
		['..', undefined],
		['', undefined],
		[NaN, undefined],
		[Infinity, undefined],
		[1.5, undefined],
		[null, undefined],
		[{}, undefined],
		[true, undefined],
	])('%p is read as %p', (value, id) => {
		expect(jobId(value)).toBe(id);
	});
});
