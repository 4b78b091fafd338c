/**
 * n8n's own scanner of community packages, offline: it would fetch the published tarball and its attested
 * source; here it gets this checkout (source leg) and what `npm pack` makes of it (artifact leg).
 * Inline exceptions count for nothing in both.
 */
interface Verdict {
	passed: boolean;
	message?: string;
	details?: string;
}
interface Scanner {
	analyzePackage(folder: string, patterns: string[]): Promise<Verdict>;
	SOURCE_FILE_PATTERNS: string[];
}

const artifactPatterns = ['**/*.js', 'package.json'];

const scanner = async (): Promise<Scanner> =>
	(await import(
		// @ts-expect-error -- the scanner ships no types
		'@n8n/scan-community-package/scanner/scanner.mjs'
	)) as Scanner;

const complaints = ({ passed, message = 'it did not pass', details = '' }: Verdict): string[] =>
	passed ? [] : [message, ...details.split('\n').filter((line) => line.trim() !== '')];

/** What the scanner says against the sources of a package; nothing where it passes. */
export async function scanSource(root: string): Promise<string[]> {
	const { analyzePackage, SOURCE_FILE_PATTERNS } = await scanner();
	return complaints(await analyzePackage(root, SOURCE_FILE_PATTERNS));
}

/** What the scanner says against an unpacked tarball; nothing where it passes. */
export async function scanArtifact(folder: string): Promise<string[]> {
	const { analyzePackage } = await scanner();
	return complaints(await analyzePackage(folder, artifactPatterns));
}
