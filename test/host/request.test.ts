import { codeOf } from '../../nodes/StableDiffusion/host/request';

describe("the network's own code", () => {
	test.each([
		['of the error itself', { code: 'ECONNRESET' }, 'ECONNRESET'],
		[
			'of what n8n 2.x wrapped',
			{ httpCode: null, cause: { code: 'ECONNREFUSED' } },
			'ECONNREFUSED',
		],
		['of what n8n 1.x wrapped', { httpCode: 'ENOTFOUND', cause: undefined }, 'ENOTFOUND'],
		['not an HTTP code', { httpCode: '500', code: 500 }, undefined],
		[
			'innermost first',
			{ code: 'ERR_BAD_REQUEST', cause: { code: 'ECONNREFUSED' } },
			'ECONNREFUSED',
		],
		['nowhere', new Error('no'), undefined],
		['not in nothing', undefined, undefined],
	])('is found: %s', (_name, error, code) => {
		expect(codeOf(error)).toBe(code);
	});

	test('does not go round in circles', () => {
		const error: { cause?: unknown } = {};
		error.cause = error;
		expect(codeOf(error)).toBeUndefined();
	});
});
