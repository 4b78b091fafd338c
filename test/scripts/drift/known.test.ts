import { everywhere, type Known } from '../../../scripts/drift/finding';
import { known as realKnown } from '../../../scripts/drift/known';
import { compared, path, toastFields, toastFile, told } from './toaster';

describe('The list of known differences', () => {
	const entry: Known = {
		path,
		field: 'slices',
		what: 'maximum',
		ours: '4',
		theirs: '6',
		reason: 'a slip',
	};
	const six = toastFile({
		...toastFields(),
		slices: { type: 'integer', minimum: 1, maximum: 6, default: 2 },
	});

	test('explains the difference that it names, and no other', () => {
		expect(compared(six, { known: [entry] })).toMatchObject({ findings: [], known: 1 });
		for (const other of [{ theirs: '7' }, { ours: '5' }, { field: 'crisp' }]) {
			const found = told(six, { known: [{ ...entry, ...other }] }).map(([, what]) => what);
			expect(found).toEqual(['maximum', 'known']);
		}
	});
	test('must not hold what is no longer so', () => {
		expect(told(toastFile(), { known: [entry] })).toEqual([['slices', 'known', '4', '6']]);
	});
	test('can explain the same of a field on all paths, as long as there is one', () => {
		const onAll = { ...entry, path: everywhere };
		expect(compared(six, { known: [onAll] })).toMatchObject({ findings: [], known: 1 });
		expect(told(toastFile(), { known: [onAll] })).toEqual([['slices', 'known', '4', '6']]);
	});
	test('is not judged by paths that are not described, nor is what holds everywhere then', () => {
		const elsewhere = { ...entry, path: '/api/v6/video/bake' };
		const known = [elsewhere, { ...entry, path: everywhere }];
		expect(compared(toastFile(), { known })).toMatchObject({ findings: [], notJudged: 2 });
	});
	test('has a reason for everything, once', () => {
		for (const { reason, ours, theirs } of realKnown) {
			expect(reason.length).toBeGreaterThan(20);
			expect(ours).not.toBe(theirs);
		}
		const names = realKnown.map(({ path, field, what }) => [path, field, what].join(' '));
		expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
	});
});
