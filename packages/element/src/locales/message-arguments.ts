/** Which arguments a compiled message asks for. */
import type { CompiledMessage } from 'icu-minify/format';

/** Their names, each once and in order. Tags, which no text of ours has, are named `<tag>`. */
export function argumentNames(message: CompiledMessage): string[] {
  const names = new Set<string>();
  const visit = (nodes: unknown): void => {
    if (!Array.isArray(nodes)) return;
    for (const node of nodes) {
      if (!Array.isArray(node)) continue;
      // [name], or [name, kind, branches or style]; where no kind follows, the name is that of a tag.
      const [name, kind, branches] = node;
      const isTag = kind !== undefined && (typeof kind !== 'number' || kind === 0);
      names.add(isTag ? `<${name}>` : name);
      if (!isTag && typeof branches === 'object') for (const branch of Object.values(branches)) visit(branch);
    }
  };
  visit(message);
  return [...names];
}
