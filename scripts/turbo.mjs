/** `node scripts/turbo.mjs build …`: runs a task of all packages in the order they need, without calls home. */
import { ensureInstalled } from './install.mjs';
import { runTool } from './tools.mjs';

await ensureInstalled();
const { code } = await runTool('turbo', ['run', ...process.argv.slice(2)], { show: true });
process.exitCode = code;
