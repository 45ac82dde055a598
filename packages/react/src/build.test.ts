/** What was built is what servers import: these run after `npm run build`. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const FOLDER = fileURLToPath(new URL('../', import.meta.url));

describe('the build', () => {
  it('says first of all that it belongs to the browser', async () => {
    expect(await readFile(`${FOLDER}dist/index.js`, 'utf8')).toMatch(/^'use client';/);
  });

  it('is imported and rendered by plain Node', async () => {
    const program = `
      import { createElement } from 'react';
      import { renderToString } from 'react-dom/server';
      import { LocalLLMChat } from '@local-llm-chat/react';
      console.log(renderToString(createElement(LocalLLMChat, { heading: 'Ask us' })));
    `;
    const node = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { cwd: FOLDER });
    expect((await node).stdout).toBe('<local-llm-chat></local-llm-chat>\n');
  });
});
