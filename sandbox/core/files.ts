import type { SandboxOptions } from '../options';
import { notThere, type Answer } from './answer';
import type { JobEntry } from './books';
import { partOf, type Wanted } from './ranges';

export interface StoredFile {
	/** Made at the first download and kept for a while; the same bytes at every call. */
	make: () => Buffer;
	type: string;
	/** Milliseconds since 1970; Infinity while the job is not done. */
	readyAt: () => number;
	/** Seconds of life from `readyAt`. */
	lifeSeconds: () => number;
	/** The job's book entry, to count downloads. */
	entry?: JobEntry;
}

/** Files kept ready; any other is made again when it is asked for. */
const mostKept = 48;

/** The files behind the result links. */
export class Files {
	private readonly files = new Map<string, StoredFile>();
	private readonly kept = new Map<StoredFile, Buffer>();
	/** The sandbox's address, known once it listens. */
	origin = '';

	constructor(private readonly options: SandboxOptions) {}

	/** Puts a file under one or more paths. */
	put(paths: string[], file: StoredFile): void {
		for (const path of paths) this.files.set(path, file);
	}

	/** Takes the files away; their links answer as if they had never been. */
	remove(paths: string[]): void {
		for (const path of paths) this.files.delete(path);
	}

	linkOf(path: string): string {
		return this.origin + path;
	}

	bytesOf(file: StoredFile): Buffer {
		const bytes = this.kept.get(file) ?? file.make();
		this.kept.delete(file);
		this.kept.set(file, bytes);
		const oldest = this.kept.keys().next().value;
		if (this.kept.size > mostKept && oldest) this.kept.delete(oldest);
		return bytes;
	}

	/** The bytes behind one of the sandbox's own links; undefined where a download would not succeed. */
	read(link: string): Buffer | undefined {
		if (!link.startsWith(`${this.origin}/`)) return undefined;
		const file = this.files.get(link.slice(this.origin.length));
		return file && this.stateOf(file) === 'alive' ? this.bytesOf(file) : undefined;
	}

	/** Answers a download, whole or in part. */
	download(path: string, wanted: Wanted = {}): Answer {
		const file = this.files.get(path);
		const state = file ? this.stateOf(file) : 'missing';
		if (!file || state === 'missing') return notThere(404, 'Not found');
		if (state === 'expired') return notThere(410, 'Gone');
		const part = partOf(this.bytesOf(file), new Date(file.readyAt()), wanted);
		if (file.entry && part.code !== 416) file.entry.downloads += 1;
		return {
			...part,
			type: this.options.linkContentType || file.type,
			job: file.entry?.id,
		};
	}

	private stateOf(file: StoredFile): 'missing' | 'alive' | 'expired' {
		const now = Date.now();
		const readyAt = file.readyAt();
		if (now < readyAt) return 'missing';
		return now < readyAt + file.lifeSeconds() * 1000 ? 'alive' : 'expired';
	}
}
