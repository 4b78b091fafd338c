import pc from 'picocolors';
import { helpText, readArguments, UsageError } from './cli';
import { completeOptions, type SandboxInput, type SandboxOptions } from './options';
import { startSandbox, type Sandbox } from './server';

/** Where the sandbox listens when it is started by hand; a fixed address can be written into credentials. */
const defaultPort = 8790;

async function main(): Promise<void> {
	const defaults = completeOptions({ port: defaultPort });
	const input = readArguments(process.argv.slice(2), defaults);
	if (input === 'help') {
		console.log(helpText(defaults));
		return;
	}
	const sandbox = await listen({ port: defaultPort, ...input });
	console.log(greeting(sandbox));
	const stop = () => void sandbox.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	// npm's shell does not pass a signal on: whoever started the sandbox takes it along when it ends.
	const caller = process.ppid;
	setInterval(() => process.ppid !== caller && stop(), 1000).unref();
}

async function listen(input: SandboxInput): Promise<Sandbox> {
	try {
		return await startSandbox(input);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'EADDRINUSE') {
			throw new UsageError(`Port ${input.port} is in use; choose another one with --port.`);
		}
		if (code === 'EACCES' || code === 'ERR_SOCKET_BAD_PORT') {
			throw new UsageError(`Port ${input.port} cannot be used; choose another one with --port.`);
		}
		throw error;
	}
}

function greeting({ url, key, enterpriseKey, options }: Sandbox): string {
	const lines: [string, string][] = [
		['address', pc.bold(url)],
		['key', key],
		['enterprise key', enterpriseKey],
		['queue', `${options.queueLimit} jobs per key, ${options.workers} in work at a time`],
		['one job', `${lengthOf(options)}; a submit is held for ${options.holdSeconds} s`],
		['links', `live for ${options.linkSeconds} s`],
		['faults', faultsOf(options) || 'none'],
	];
	return [
		pc.bold('Sandbox of the Stable Diffusion API') + pc.dim('  (Ctrl-C ends it)'),
		...lines.map(([name, value]) => `  ${pc.dim(name.padEnd(15))} ${value}`),
	].join('\n');
}

const lengthOf = ({ secondsPerJob, jobSpread }: SandboxOptions): string =>
	jobSpread > 0 ? `about ${secondsPerJob} s (sigma ${jobSpread})` : `${secondsPerJob} s`;

function faultsOf({ faults, failRate, callbacks }: SandboxOptions): string {
	const rates = Object.entries(faults).flatMap(([kind, own]) =>
		Object.entries(own).map(([name, rate]) => `${kind === 'all' ? '' : `${kind} `}${name} ${rate}`),
	);
	if (failRate > 0) rates.push(`jobs that fail ${failRate}`);
	const { lossRate, duplicateRate, earlyRate, wrongIdRate, forgedRate } = callbacks;
	const ways = { lost: lossRate, twice: duplicateRate, early: earlyRate, forged: forgedRate };
	for (const [way, rate] of Object.entries({ ...ways, 'with a wrong id': wrongIdRate })) {
		if (rate > 0) rates.push(`callbacks ${way} ${rate}`);
	}
	return rates.join(', ');
}

main().catch((error: unknown) => {
	console.error(error instanceof UsageError ? error.message : error);
	process.exit(1);
});
