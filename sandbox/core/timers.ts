/** Everything that waits, so that closing the sandbox leaves nothing behind. */
export class Timers {
	private readonly waiting = new Map<NodeJS.Timeout, (() => void) | undefined>();
	private closed = false;

	/** Runs `action` after `seconds`, unless the sandbox is closed before. */
	later(seconds: number, action: () => void): void {
		if (!this.closed) this.start(seconds, action);
	}

	/** Waits `seconds`; ends at once when the sandbox is closed. */
	sleep(seconds: number): Promise<void> {
		if (this.closed) return Promise.resolve();
		return new Promise((resolve) => this.start(seconds, resolve, resolve));
	}

	/** Waits for `promise`, at most `seconds`; true if it came to its end in that time. */
	async within(seconds: number, promise: Promise<unknown>): Promise<boolean> {
		if (this.closed || seconds <= 0) return false;
		return await new Promise<boolean>((resolve) => {
			const timer = this.start(
				seconds,
				() => resolve(false),
				() => resolve(false),
			);
			void promise.then(() => {
				clearTimeout(timer);
				this.waiting.delete(timer);
				resolve(true);
			});
		});
	}

	close(): void {
		this.closed = true;
		for (const [timer, onClose] of this.waiting) {
			clearTimeout(timer);
			onClose?.();
		}
		this.waiting.clear();
	}

	private start(seconds: number, action: () => void, onClose?: () => void): NodeJS.Timeout {
		const timer = setTimeout(
			() => {
				this.waiting.delete(timer);
				action();
			},
			Math.max(0, seconds * 1000),
		);
		this.waiting.set(timer, onClose);
		return timer;
	}
}
