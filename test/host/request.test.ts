import { codeOf, mayHaveReached } from '../../nodes/StableDiffusion/host/request';

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

describe('whether a request may have reached the service', () => {
	test.each([
		['nobody listens', { code: 'ECONNREFUSED' }, false],
		['no such name', { cause: { code: 'ENOTFOUND' } }, false],
		[
			'no way to connect',
			{ cause: { code: 'EHOSTUNREACH', message: 'connect EHOSTUNREACH 10.0.0.1:443' } },
			false,
		],
		[
			'no answer to the connecting',
			{ httpCode: 'ETIMEDOUT', messages: ['connect ETIMEDOUT 10.0.0.1:443'] },
			false,
		],
		[
			'no https there',
			{
				cause: {
					code: 'EPROTO',
					message: 'write EPROTO 80:error:ssl3_get_record:wrong version number',
				},
			},
			false,
		],
		[
			'the way was lost later',
			{ cause: { code: 'EHOSTUNREACH', message: 'read EHOSTUNREACH', syscall: 'read' } },
			true,
		],
		['cut', { cause: { code: 'ECONNRESET', message: 'read ECONNRESET' } }, true],
		['no answer in time', { code: 'ECONNABORTED', message: 'timeout of 120000ms exceeded' }, true],
		['nothing is known', new Error('odd'), true],
	])('%s', (_name, error, sent) => {
		expect(mayHaveReached(error)).toBe(sent);
	});
});
