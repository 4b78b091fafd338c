/** The issue that tells what npm run drift has found: its text, and when it changes. */

const fence = '```';

export interface Issue {
	number: number;
	state: 'OPEN' | 'CLOSED';
	body: string;
}

export type Step =
	| { do: 'nothing' }
	| { do: 'open'; body: string }
	| { do: 'update'; number: number; body: string; comment: string }
	| { do: 'close'; number: number; comment: string };

/** The longest text that an issue may have, with some room. */
const mostCharacters = 60_000;

const block = (lines: readonly string[]): string => {
	const kept: string[] = [];
	let length = 0;
	// What the service writes must not end the block.
	for (const line of lines.map((each) => each.replaceAll('`', "'"))) {
		length += line.length + 1;
		if (length > mostCharacters) break;
		kept.push(line);
	}
	const more = lines.length - kept.length;
	return [`${fence}text`, ...kept, ...(more > 0 ? [`and ${more} more`] : []), fence].join('\n');
};

/** The findings as an issue tells them. */
export const bodyOf = (findings: readonly string[]): string =>
	[
		'`npm run drift` sees these differences between the node and the descriptions that the service publishes:',
		block(findings),
		'What is right goes into `nodes/StableDiffusion/endpoints/`; what the descriptions have wrong goes into `scripts/drift/known/`, with the reason.',
	].join('\n\n');

/** The findings that an issue tells of. */
export const findingsOf = (body: string): string[] =>
	(new RegExp(`${fence}text\\n([\\s\\S]*?)\\n?${fence}`).exec(body.replaceAll('\r', ''))?.[1] ?? '')
		.split('\n')
		.filter((line) => line !== '');

const difference = (one: readonly string[], other: readonly string[]): string[] => {
	const known = new Set(other);
	return one.filter((line) => !known.has(line));
};

/**
 * What to do about it.
 * @param last the newest issue with the label, open or closed: what was closed as it is is not opened again
 */
export function stepFor(findings: readonly string[], last: Issue | undefined): Step {
	const isOpen = last?.state === 'OPEN';
	if (findings.length === 0) {
		return isOpen
			? { do: 'close', number: last.number, comment: 'There is no difference any more.' }
			: { do: 'nothing' };
	}
	const body = bodyOf(findings);
	const told = findingsOf(last?.body ?? '');
	const shown = findingsOf(body);
	const added = difference(shown, told);
	const gone = difference(told, shown);
	if (!isOpen) return added.length === 0 ? { do: 'nothing' } : { do: 'open', body };
	if (added.length + gone.length === 0) return { do: 'nothing' };
	const comment = [
		...(added.length > 0 ? ['New:', block(added)] : []),
		...(gone.length > 0 ? ['No longer there:', block(gone)] : []),
	].join('\n\n');
	return { do: 'update', number: last.number, body, comment };
}
