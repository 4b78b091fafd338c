import { complaints } from '../../scripts/checkImports';

const inHost = 'nodes/StableDiffusion/host/run.ts';
const inJob = 'nodes/StableDiffusion/job/job.ts';
const inApi = 'nodes/StableDiffusion/api/reply.ts';

describe('the rule of imports', () => {
	test.each([
		[inHost, "import { sleep } from 'n8n-workflow';"],
		[inHost, "import { submit } from '../job/job';"],
		[inHost, "import { read } from '../api/reply';"],
		[inHost, "import { createHash } from 'crypto';"],
		[inJob, "import type { INode } from 'n8n-workflow';"],
		[inApi, "import { causeOf } from './cause';"],
		[
			'credentials/X.credentials.ts',
			"import { hostOrigin } from '../nodes/StableDiffusion/api/host';",
		],
	])('%s may: %s', (file, source) => expect(complaints(file, source)).toEqual([]));

	test.each([
		[inHost, "import { Credentials } from 'n8n-core';"],
		[inHost, "import { readFileSync } from 'fs';"],
		[inHost, "const core = require('n8n-core');"],
		[inHost, "const core = await import('n8n-core');"],
		[inJob, "import { sleep } from 'n8n-workflow';"],
		[inJob, "import { run } from '../host/run';"],
		[inApi, "import type { Endpoint } from '../endpoints/endpoint';"],
		[inApi, "export * from '../job/job';"],
		[inHost, "import { startSandbox } from '../../../sandbox/server';"],
		['credentials/X.credentials.ts', "import { run } from '../nodes/StableDiffusion/host/run';"],
	])('%s may not: %s', (file, source) => expect(complaints(file, source)).toHaveLength(1));
});
