/** Mounts components for the browser tests, and unmounts them after each. */
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach } from 'vitest';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const unmounts: (() => Promise<void>)[] = [];

/** A mounted piece of interface. */
export interface Mounted {
  readonly container: HTMLElement;
  /** Renders something else in the same place. */
  render(node: ReactNode): Promise<void>;
  unmount(): Promise<void>;
}

/** Renders into the document and waits for effects. */
export async function mount(node: ReactNode): Promise<Mounted> {
  const container = document.createElement('div');
  document.body.append(container);
  const root = createRoot(container);
  let mounted = true;
  const unmount = async () => {
    if (!mounted) return;
    mounted = false;
    await act(async () => root.unmount());
    container.remove();
  };
  unmounts.push(unmount);
  const render = (next: ReactNode) => act(async () => root.render(next));
  await render(node);
  return { container, render, unmount };
}

/** Waits until `check` does not throw, letting React render what has happened meanwhile. */
export async function eventually(check: () => void): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    await act(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    try {
      return check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
}

afterEach(async () => {
  for (const unmount of unmounts.splice(0)) await unmount();
});
