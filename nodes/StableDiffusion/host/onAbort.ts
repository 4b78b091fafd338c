interface Hub {
	readonly calls: Set<() => void>;
	readonly tell: () => void;
}

/** Who is to be told when a signal is aborted. */
const hubs = new WeakMap<AbortSignal, Hub>();

/**
 * Calls back when the signal is aborted, at once if it is already. A batch waits in many places at once, and
 * Node.js warns of a leak from the eleventh listener of a signal on: so all of ours are one.
 * @returns lets go of it
 */
export function onAbort(signal: AbortSignal | undefined, call: () => void): () => void {
	if (signal === undefined) return () => {};
	if (signal.aborted) {
		call();
		return () => {};
	}
	const { calls } = hubs.get(signal) ?? hubAt(signal);
	calls.add(call);
	return () => {
		calls.delete(call);
		if (calls.size === 0) close(signal);
	};
}

function hubAt(signal: AbortSignal): Hub {
	const calls = new Set<() => void>();
	const hub = { calls, tell: () => [...calls].forEach((call) => call()) };
	hubs.set(signal, hub);
	signal.addEventListener('abort', hub.tell, { once: true });
	return hub;
}

function close(signal: AbortSignal): void {
	const hub = hubs.get(signal);
	if (hub) signal.removeEventListener('abort', hub.tell);
	hubs.delete(signal);
}
