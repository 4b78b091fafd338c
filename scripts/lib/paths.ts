import { join } from 'node:path';

/** The project's folder. */
export const root = join(__dirname, '..', '..');
/** n8n itself, with a package.json of its own, so that only who runs it pays for it. */
export const n8nHome = join(root, 'e2e');
/** What the end-to-end checks have seen: screenshots, logs, figures. Not in git. */
export const seen = join(n8nHome, 'out');
/** The logs of the n8n processes that end with a script. */
export const logs = join(seen, 'logs');
/** What running leaves behind: n8n's user folders and logs. Not in git; may be deleted at any time. */
export const local = join(root, '.local');
/** Pictures made by npm start and npm run demo. */
export const out = join(root, 'out');
/** Workflows a user can import. */
export const examples = join(root, 'examples');
