/** Programs that try to get out of the sandbox, to stay in it for ever, or to take it down. */
import type { CodeFailureKind } from './code-result.js';

export interface HostileProgram {
  readonly code: string;
  /** How it may end. `value`: it comes to its end and finds nothing; its value must not be `'escaped'`. */
  readonly ends: readonly (CodeFailureKind | 'value')[];
}

/** Takes a way out if there is one. */
const seek = (expression: string): HostileProgram => ({
  code: `let found; try { found = ${expression}; } catch { found = undefined; } found === undefined ? 'nothing' : 'escaped'`,
  ends: ['value'],
});

const program = (code: string, ...ends: HostileProgram['ends']): HostileProgram => ({ code, ends });

/** Where the language could touch the world around it. */
const ESCAPES: readonly HostileProgram[] = [
  ...[
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'EventSource',
    'RTCPeerConnection',
    'navigator',
    'document',
    'window',
    'self',
    'postMessage',
    'importScripts',
    'Worker',
    'BroadcastChannel',
    'indexedDB',
    'caches',
    'localStorage',
    'process',
    'require',
    'Deno',
    'WebAssembly',
    'SharedArrayBuffer === undefined || typeof Atomics === "undefined" ? undefined : globalThis.Worker',
    'std',
    'os',
    'scriptArgs',
    'print',
    'load',
    'globalThis.constructor.constructor("return fetch")()',
    '(() => {}).constructor("return this.fetch")()',
    '(async () => {}).constructor("return this.document")() && undefined',
    'Function("return typeof process === \'object\' ? process : undefined")()',
    '[].constructor.constructor("return globalThis.navigator")()',
    'Reflect.construct(Function, ["return globalThis.self"])()',
    '(0, eval)("this.postMessage")',
    'new Proxy(Function, {})("return globalThis.caches")()',
    'Reflect.ownKeys(globalThis).map((key) => globalThis[key]).find((value) => value && value.port)',
    'console.log.constructor("return globalThis.Worker")()',
    'setTimeout.constructor("return globalThis.fetch")()',
    'input',
    'new Error().stack.match(/https?:|file:|blob:/) ?? undefined',
  ].map(seek),
  program('import("https://example.com/x.js")', 'exception'),
  program('await import("data:text/javascript,export default 1")', 'exception'),
  program('import "https://example.com/x.js"', 'syntax', 'exception'),
  program('new Worker("data:text/javascript,1")', 'exception'),
  program('Object.prototype.polluted = "escaped"; Array.prototype.polluted = 1; ({ a: 1 })', 'value'),
  program('JSON.parse(\'{"__proto__":{"polluted":"escaped"}}\')', 'value'),
  program('({ ["__proto__"]: { polluted: "escaped" }, constructor: { prototype: { polluted: 1 } } })', 'value'),
  program('Object.defineProperty(Object.prototype, "type", { get: () => "escaped" }); ({})', 'value'),
  program('JSON.stringify = () => "{\\"type\\":\\"value\\"}"; ({ a: 1 })', 'value'),
  program(
    'JSON.parse = () => { throw 1 }; Array.prototype.includes = () => { throw 1 }; ({ a: [1] })',
    'value',
    'exception',
  ),
  program('Promise.prototype.then = () => "escaped"; await 5; 1', 'value', 'unsettled'),
  program('globalThis.console = null; globalThis.setTimeout = null; delete globalThis.Object; 1', 'value', 'exception'),
  program('console.log({ toJSON() { return { kind: "chart", values: "escaped" } } })', 'value'),
  program('({ then(done) { done("escaped".slice(0, 3)) } })', 'value'),
];

/** What never ends, or ends when the visitor is gone. */
const LOOPS: readonly HostileProgram[] = [
  program('for (;;) {}', 'timeout'),
  program('while (true) try { throw 1 } catch { continue } finally { continue }', 'timeout'),
  program('label: for (;;) { try { break label } finally { continue label } }', 'timeout'),
  program('(function* () { for (;;) yield })().forEach(() => {})', 'timeout'),
  program('for (const x of { [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) });', 'timeout'),
  program('[...{ [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) }]', 'timeout', 'memory'),
  program('async function go() { for (;;) await 0 } go(); await go()', 'timeout'),
  program('function go() { Promise.resolve().then(go).then(go) } go()', 'timeout', 'memory'),
  program('const go = () => { setTimeout(go); setTimeout(go) }; go()', 'timeout', 'memory'),
  program('setInterval(() => {}, 0)', 'timeout'),
  program('queueMicrotask(function go() { queueMicrotask(go) })', 'timeout', 'exception'),
  program('/(a+)+$/.test("a".repeat(50) + "b")', 'timeout'),
  program('/(?:(?:a|a)*)*b/.exec("a".repeat(50))', 'timeout'),
  program('"x".repeat(3e5).replace(/(x+x+)+y/g, "")', 'timeout', 'stack'),
  program('new Proxy({}, { get: (target, key, self) => self[key] }).a', 'stack', 'timeout'),
  program('({ get a() { for (;;) {} } }).a', 'timeout'),
  program('({ toJSON() { for (;;) {} } })', 'timeout'),
  program('console.log({ toJSON() { for (;;) {} } })', 'timeout'),
  program('throw { get message() { for (;;) {} } }', 'timeout', 'exception'),
  program('[3, 1, 2].sort(() => { for (;;) {} })', 'timeout'),
  program('Array(2 ** 32 - 1).join("x")', 'timeout', 'memory', 'exception'),
  program('Array(2 ** 32 - 1).indexOf(1)', 'timeout', 'value'),
  program('[].copyWithin.call({ length: 2 ** 53 - 1 }, 0, 1)', 'timeout'),
  program('Array.prototype.reverse.call({ length: 2 ** 53 - 1 })', 'timeout'),
  program('Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 5)', 'timeout'),
  program('2n ** 10_000_000n', 'timeout', 'memory', 'exception', 'output'),
  program('let n = 3n; for (;;) n *= n', 'timeout', 'memory', 'exception'),
  program('"1".repeat(5e6) * BigInt("9".repeat(2e6)) ', 'timeout', 'exception', 'memory'),
];

/** What wants more than there is, or more than there is time for. */
const BOMBS: readonly HostileProgram[] = [
  program('const list = []; for (;;) list.push({})', 'memory'),
  program('const list = []; for (;;) list.push("x".repeat(1e6) + list.length)', 'memory'),
  program('let s = "x"; for (;;) s += s', 'exception', 'memory'),
  program('new ArrayBuffer(2 ** 31)', 'exception', 'memory'),
  program('const all = []; for (;;) all.push(new Uint8Array(1e6))', 'memory', 'exception'),
  program('new Array(2 ** 32 - 1).fill(0)', 'memory'),
  program('Array.from({ length: 2 ** 32 - 1 })', 'memory'),
  program('const map = new Map(); for (let i = 0; ; i += 1) map.set(i, i)', 'memory'),
  program('const big = {}; for (let i = 0; ; i += 1) big["key" + i] = i', 'memory'),
  program('let make = () => 1; for (;;) { const old = make; make = () => old() + 1 }', 'memory'),
  program('try { const a = []; for (;;) a.push(new Array(1e4).fill(7)) } catch { for (;;) {} }', 'memory'),
  program('(function down() { down() })()', 'stack'),
  program('const down = () => [1].map(down); down()', 'stack'),
  program('function down(n) { try { down(n + 1) } catch { down(n + 1) } } down(0)', 'stack', 'memory'),
  program('class A { get x() { return this.x } } new A().x', 'stack'),
  program('JSON.parse("[".repeat(1e6))', 'stack', 'exception'),
  program('JSON.stringify(Array(2e4).fill().reduce((inner) => [inner], []))', 'stack', 'exception', 'value'),
  program('eval("(".repeat(1e5))', 'stack', 'exception'),
  program('eval("[".repeat(5e5) + "]".repeat(5e5))', 'stack', 'exception', 'memory'),
  program('eval("a" + "+a".repeat(5e5))', 'stack', 'exception', 'memory'),
  program('new Function("a".repeat(1e6))', 'exception', 'memory', 'value'),
  program('new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test("")', 'stack', 'exception', 'memory'),
  program('Function.apply(null, Array(1e6).fill("a"))', 'exception', 'memory', 'stack'),
  program('Math.max(...Array(1e7).fill(1))', 'exception', 'memory', 'stack'),
  program('for (let i = 0; i < 1e9; i += 1) console.log("flood " + i)'),
  program('for (;;) console.table(Array(200).fill({ a: "x".repeat(100) }))'),
  program('"a".repeat(2e6)', 'output'),
  program('Array(1e5).fill({ a: 1 })', 'output'),
  program('let a = {}; for (let i = 0; i < 1e4; i += 1) a = { a }; a', 'value'),
];

/** A machine that has much to do may not get to the point within the time. */
const slowly = ({ code, ends }: HostileProgram): HostileProgram => ({ code, ends: [...ends, 'timeout'] });

export const HOSTILE_PROGRAMS: readonly HostileProgram[] = [...ESCAPES, ...LOOPS, ...BOMBS.map(slowly)];
