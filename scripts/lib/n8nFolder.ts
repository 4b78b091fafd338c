import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifest } from './build';
import { type Workflow } from './examples';
import { type InstalledN8n } from './n8nInstall';
import { root } from './paths';
import { Trouble } from './terminal.mjs';

/** The data of the package's credential, as n8n stores it. */
export interface CredentialData {
	apiKey: string;
	host: string;
	account: string;
	plan: string;
}

/** A credential as n8n imports it. */
export interface Credential {
	id: string;
	name: string;
	type: 'stableDiffusionApi';
	data: CredentialData;
}

/** The credential that the example workflows name. */
export const exampleCredential = {
	id: 'sandboxcred00001',
	name: 'Sandbox',
	type: 'stableDiffusionApi',
} as const;

/** n8n asks nobody outside for news, templates, licences or package lists. */
const silence = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
	N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_AI_ENABLED: 'false',
	// The first asks an address outside; the second would stand where a newcomer looks for the workflows.
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
};

/**
 * When a ping of its database takes longer than this, in milliseconds, n8n turns everybody away with HTTP 503, and after
 * three of them drops what it is writing to PostgreSQL. The usual 5 s pass on a busy machine, which is no reason for
 * either. n8n 1.x has no such setting.
 */
const patience = { DB_PING_TIMEOUT_MS: '30000' };

/** What n8n 1.x does not know, or needs beside: its expression engine has no build for Node.js 20. */
const older = { N8N_DISABLED_MODULES: '', N8N_EXPRESSION_ENGINE: 'legacy' };

/** One n8n with a user folder of its own. */
export class N8nFolder {
	private readonly home: string;

	constructor(
		readonly n8n: InstalledN8n,
		readonly path: string,
	) {
		this.home = join(path, '.n8n');
		mkdirSync(this.home, { recursive: true, mode: 0o700 });
		mkdirSync(this.files, { recursive: true });
	}

	/** Whether it is an n8n 1.x. */
	get isOld(): boolean {
		return this.n8n.version.startsWith('1.');
	}

	/** Where workflows may write files; n8n's working directory is the folder above. */
	get files(): string {
		return join(this.path, 'files');
	}

	get databaseFile(): string {
		return join(this.home, 'database.sqlite');
	}

	/** The environment of every n8n process here; nothing of the caller's n8n settings or keys gets in. */
	environment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
		const foreign =
			/^(npm_|N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_URL|NODE_OPTIONS|STABLE_DIFFUSION_)/;
		const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
		return {
			...Object.fromEntries(kept),
			...silence,
			...patience,
			...(this.isOld ? older : {}),
			// The sandbox is on this machine, whatever proxy leads outside.
			NO_PROXY: this.withoutProxy,
			no_proxy: this.withoutProxy,
			N8N_USER_FOLDER: this.path,
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_SECURE_COOKIE: 'false',
			N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
			N8N_RESTRICT_FILE_ACCESS_TO: this.files,
			...extra,
		};
	}

	private get withoutProxy(): string {
		const own = process.env.NO_PROXY ?? process.env.no_proxy;
		return [own, '127.0.0.1', 'localhost'].filter(Boolean).join(',');
	}

	/** Puts the built package where n8n keeps the packages that users install. */
	installPackage(): void {
		const target = join(this.home, 'nodes', 'node_modules', manifest().name);
		rmSync(target, { recursive: true, force: true });
		mkdirSync(target, { recursive: true });
		for (const part of ['package.json', 'index.js', 'dist']) {
			cpSync(join(root, part), join(target, part), { recursive: true });
		}
	}

	/** Rows of n8n's database, read with n8n's own driver; none where there is no database yet. */
	query<Row>(sql: string): Row[] {
		if (!existsSync(this.databaseFile)) return [];
		const read =
			"const { Database, OPEN_READONLY } = require('sqlite3');" +
			'const [file, sql] = process.argv.slice(1);' +
			'new Database(file, OPEN_READONLY).all(sql, (error, rows) => {' +
			'if (error) throw error; console.log(JSON.stringify(rows)); });';
		const text = execFileSync(this.n8n.node.path, ['-e', read, this.databaseFile, sql], {
			cwd: dirname(this.n8n.cli),
			encoding: 'utf8',
			maxBuffer: 1e9,
		});
		return JSON.parse(text) as Row[];
	}

	/** Creates the credentials that do not exist. Keys pass through a file that only the user can read. */
	async addCredentials(credentials: Credential[]): Promise<void> {
		const missing = credentials.filter(({ id }) => !this.has('credentials_entity', id));
		if (missing.length > 0) await this.importFile('import:credentials', missing);
	}

	/**
	 * Imports the workflows that are not in the database yet, so that a user's edits stay. Those that are to be
	 * active are published, which n8n's import does not do.
	 */
	async addWorkflows(workflows: Workflow[]): Promise<void> {
		const missing = workflows.filter(({ id }) => !this.has('workflow_entity', id));
		if (missing.length > 0) await this.importFile('import:workflow', missing);
		for (const { id, active } of missing) if (active) await this.run(this.publishing(id));
	}

	private publishing(id: string): string[] {
		if (this.isOld) return ['update:workflow', `--id=${id}`, '--active=true'];
		return ['publish:workflow', `--id=${id}`];
	}

	private has(table: string, id: string): boolean {
		const tables = "select name from sqlite_master where type = 'table'";
		if (!this.query<{ name: string }>(tables).some(({ name }) => name === table)) return false;
		return this.query<{ id: string }>(`select id from ${table}`).some((row) => row.id === id);
	}

	private async importFile(command: string, content: unknown): Promise<void> {
		const file = join(this.home, 'import.json');
		try {
			writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
			await this.run([command, `--input=${file}`]);
		} finally {
			rmSync(file, { force: true });
		}
	}

	/** Runs one n8n command to its end. */
	run(args: string[]): Promise<string> {
		return new Promise((resolve, reject) => {
			const child = spawn(this.n8n.node.path, [this.n8n.cli, ...args], {
				cwd: this.path,
				env: this.environment(),
				stdio: ['ignore', 'pipe', 'pipe'],
			});
			const kill = () => child.kill();
			process.once('exit', kill);
			let output = '';
			child.stdout.on('data', (chunk) => (output += chunk));
			child.stderr.on('data', (chunk) => (output += chunk));
			child.on('error', reject);
			child.on('close', (code) => {
				process.off('exit', kill);
				if (code === 0) resolve(output);
				else reject(new Trouble(`n8n ${args[0]} ended with code ${code}:\n${output.trim()}`));
			});
		});
	}
}
