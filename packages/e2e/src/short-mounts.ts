/** The packages as a site serves them, with the starter model shortened: for what does not depend on its words. */
import { PACKAGE_MOUNTS } from '../../../apps/docs/server/serve.mjs';
import { shortModel } from '../../../scripts/short-model.mjs';

/** In place of `PACKAGE_MOUNTS`, at the same addresses. */
export async function shortMounts(): Promise<typeof PACKAGE_MOUNTS> {
  const { folder } = await shortModel();
  return PACKAGE_MOUNTS.map((mount) =>
    mount.path === '/model-smollm2-135m/' ? { ...mount, folder, only: /^(manifest\.json|model\.gguf)$/ } : mount,
  );
}
