/** What n8n logs and shows. */
interface Said {
	/** What n8n was told to log, at whatever level. */
	logged: unknown[];
	/** What was sent to the editor. */
	toEditor: unknown[];
}

/** Writes down what n8n logs and shows, in place of logging and showing it. */
export function listen(): Said & { take(): Said } {
	const { Container } = require('@n8n/di') as { Container: { get(type: unknown): object } };
	const { Logger } = require('@n8n/backend-common') as { Logger: unknown };
	const { ExecuteContext } = require('n8n-core') as { ExecuteContext: { prototype: object } };
	const { LoggerProxy } = require('n8n-workflow') as { LoggerProxy: object };
	const into = (log: unknown[], target: object, names: string[]): unknown[] => {
		for (const name of names)
			jest.spyOn(target as never, name as never).mockImplementation(((...said: unknown[]) => {
				log.push(said);
			}) as never);
		return log;
	};
	const levels = ['error', 'warn', 'info', 'debug'];
	const logged: unknown[] = [];
	for (const target of [Container.get(Logger), LoggerProxy]) into(logged, target, levels);
	into(logged, console, [...levels, 'log']);
	const toEditor = into([], ExecuteContext.prototype, ['sendMessageToUI']);
	return {
		logged,
		toEditor,
		take: () => ({ logged: logged.splice(0), toEditor: toEditor.splice(0) }),
	};
}
