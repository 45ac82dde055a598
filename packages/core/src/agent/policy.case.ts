/** Contexts and manifests for tests of the policy: nothing known, nothing read, unless a test says so. */
import { HOST_LABEL, type Label } from './labels.js';
import type { PolicyContext } from './policy.js';
import type { ToolManifest } from './tool-manifest.js';

export const USER_LABEL: Label = { integrity: 'user', readers: 'public' };
export const STRANGE_LABEL: Label = { integrity: 'untrusted', readers: 'public' };

export function manifestOf(change: Partial<ToolManifest> = {}): ToolManifest {
  return {
    name: 'tool',
    description: 'Does something.',
    input: { type: 'object', properties: { to: { type: 'string' }, text: { type: 'string' } }, required: ['to'] },
    effect: 'pure',
    sinkArguments: ['to'],
    origins: [],
    returns: HOST_LABEL,
    permission: 'allow',
    maxCalls: 8,
    maxCharacters: 1000,
    ...change,
  };
}

export function contextOf(tool: ToolManifest, change: Partial<PolicyContext> = {}): PolicyContext {
  return {
    tools: new Map([[tool.name, tool]]),
    userTexts: [],
    hostValues: [],
    handles: new Map(),
    window: USER_LABEL,
    legs: { privateRead: false, untrustedRead: false, egress: false },
    isInteractive: true,
    spent: null,
    callsOf: () => 0,
    isRepeated: () => false,
    grantOf: () => null,
    ...change,
  };
}
