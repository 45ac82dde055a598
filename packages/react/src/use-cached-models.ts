/** The models on this device, for a component that lists and deletes them. */
import {
  type CachedModel,
  deleteCachedModel,
  isLocalLLMError,
  type LocalLLMError,
  listCachedModels,
  type StorageReport,
  storageReport,
} from '@local-llm-chat/core';
import { useCallback, useEffect, useState } from 'react';

/** What {@link useCachedModels} returns. The functions stay the same from render to render. */
export interface UseCachedModelsResult {
  /** The last used first; `null` until they were read. */
  readonly models: readonly CachedModel[] | null;
  /** How much room they take and how much there is; `null` until it was read. */
  readonly report: StorageReport | null;
  /** Why the last reading or deletion failed, e.g. `busy` while a tab uses the model. */
  readonly error: LocalLLMError | null;
  /** Reads anew: other tabs download and delete too. */
  readonly refresh: () => Promise<void>;
  /** Deletes one model and only that. Resolves to whether it was done; never rejects. */
  readonly remove: (id: string) => Promise<boolean>;
}

interface Shelf {
  readonly models: readonly CachedModel[] | null;
  readonly report: StorageReport | null;
  readonly error: LocalLLMError | null;
}

/**
 * What is stored on this device. Read when the component is mounted, after each deletion, and when
 * you say so.
 *
 * @example
 * ```tsx
 * import { useCachedModels } from '@local-llm-chat/react';
 *
 * export function Storage() {
 *   const { models, remove } = useCachedModels();
 *   return (
 *     <ul>
 *       {models?.map(({ id, name, bytes }) => (
 *         <li key={id}>
 *           {name}, {Math.round(bytes / 1e6)} MB <button onClick={() => remove(id)}>Delete</button>
 *         </li>
 *       ))}
 *     </ul>
 *   );
 * }
 * ```
 */
export function useCachedModels(): UseCachedModelsResult {
  const [shelf, setShelf] = useState<Shelf>({ models: null, report: null, error: null });

  const refresh = useCallback(async () => {
    try {
      const [models, report] = await Promise.all([listCachedModels(), storageReport()]);
      setShelf({ models, report, error: null });
    } catch (error) {
      setShelf((before) => ({ ...before, error: ours(error) }));
    }
  }, []);
  const remove = useCallback(
    async (id: string) => {
      try {
        await deleteCachedModel(id);
      } catch (error) {
        setShelf((before) => ({ ...before, error: ours(error) }));
        return false;
      }
      await refresh();
      return true;
    },
    [refresh],
  );
  useEffect(() => void refresh(), [refresh]);

  return { ...shelf, refresh, remove };
}

/** Core throws nothing else; what is not from there is a fault of ours, and belongs on the console. */
function ours(error: unknown): LocalLLMError {
  if (isLocalLLMError(error)) return error;
  throw error;
}
