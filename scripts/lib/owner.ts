import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type N8nClient } from './n8nClient';

/** Who signs in to the local n8n. */
export interface Owner {
	email: string;
	password: string;
}

/** The owner of a user folder, made up on first use: a password that nobody else has, kept beside the data. */
export function ownerOf(folder: string): Owner {
	const file = join(folder, 'owner.json');
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Owner;
	const owner = {
		email: 'owner@example.com',
		password: `Sandbox-${randomBytes(4).toString('hex')}7`,
	};
	writeFileSync(file, JSON.stringify(owner), { mode: 0o600 });
	return owner;
}

/** Makes the owner where there is none and signs in. False where the user has changed the password. */
export async function signIn(client: N8nClient, owner: Owner): Promise<boolean> {
	if (await client.needsOwner()) await client.setUpOwner(owner);
	try {
		await client.signIn(owner);
		return true;
	} catch {
		return false;
	}
}
