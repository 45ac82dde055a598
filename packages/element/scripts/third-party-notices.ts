/** An esbuild plugin that writes down which packages a bundle holds, with the licences they ask to travel along. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Options } from 'tsup';

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number];

/** @param file where to write the notices. */
export function thirdPartyNotices(file: string): EsbuildPlugin {
  return {
    name: 'third-party-notices',
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(async ({ metafile }) => {
        if (metafile === undefined) return;
        const folders = new Set<string>();
        for (const input of Object.keys(metafile.inputs)) {
          if (input.includes('node_modules/')) folders.add(packageFolder(input));
        }
        const notices = await Promise.all([...folders].sort().map(notice));
        // On a fresh clone this may come before the bundle itself is written.
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, `This package bundles the following packages.\n\n${notices.join('\n')}`);
      });
    },
  };
}

function packageFolder(input: string): string {
  let folder = dirname(input);
  while (!isPackage(folder)) folder = dirname(folder);
  return folder;
}

/** Some packages carry nameless `package.json` files in folders of theirs; the real one is right in node_modules. */
function isPackage(folder: string): boolean {
  return /node_modules\/(@[^/]+\/)?[^/]+$/.test(folder) && existsSync(join(folder, 'package.json'));
}

async function notice(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const licenceFile = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = licenceFile ? await readFile(join(folder, licenceFile), 'utf8') : '';
  return `${'='.repeat(80)}\n${name} ${version} (${license ?? 'see below'})\n\n${text.trim()}\n`;
}
