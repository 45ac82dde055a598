/** What the reader of PDF files knows from browsers, and Node 20 has not. Changes the globals of a thread. */

export function bringNewerJavaScript(): void {
  bring(Promise, 'withResolvers', <T>() => {
    const parts: Partial<PromiseWithResolvers<T>> = {};
    const promise = new Promise<T>((resolve, reject) => Object.assign(parts, { resolve, reject }));
    return { ...parts, promise };
  });
  bring(Map, 'groupBy', <Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key) => {
    const groups = new Map<Key, Item[]>();
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
      index += 1;
    }
    return groups;
  });
}

function bring(owner: object, name: string, value: unknown): void {
  if (name in owner) return;
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}
