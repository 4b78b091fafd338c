import { startSandbox, type Sandbox, type SandboxInput } from '../../sandbox/server';
import { type Credential, exampleCredential } from './n8nFolder';
import { openAddresses } from './openAddresses';
import { atEnd } from './shutdown';

/** Starts the sandbox within this process, ready for every operation that the node has; it stops with the script. */
export async function openSandbox(input: SandboxInput): Promise<Sandbox> {
	const sandbox = await startSandbox({ addresses: openAddresses(), ...input });
	atEnd(() => sandbox.close());
	return sandbox;
}

/** The credential of the examples, for an address and a key. */
export function credentialFor(host: string, apiKey: string): Credential {
	const data = { apiKey, host, account: 'standard', plan: 'payAsYouGo' };
	return { ...exampleCredential, data };
}
