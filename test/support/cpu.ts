/** How long the processor is busy with some work, in milliseconds: no longer on a machine that has other things to do. */
export function cpuMs(work: () => void): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}
