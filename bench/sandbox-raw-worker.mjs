/** The other side of the sandbox bench: the interpreter as its own documentation starts it, without limits. */
import { QuickJS } from 'quickjs-wasi';

addEventListener('message', async ({ data: { code, wasm } }) => {
  const vm = await QuickJS.create({ wasm: await WebAssembly.compile(wasm) });
  postMessage(vm.evalCode(code).toString());
});
