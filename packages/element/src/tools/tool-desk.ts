/** The agents of one chat, one for each conversation, and the question that the visitor is asked. Fetched with the first answer. */
import type { ChatSession, Generate, GenerationEvent } from '@local-llm-chat/core';
import {
  type Agent,
  type AuditLog,
  createAgent,
  createAuditLog,
  createGrants,
  type Grants,
  type PolicyQuestion,
  type Tool,
  type UserAnswer,
} from '@local-llm-chat/core/agent';
import type { ReactiveController } from 'lit';
import type { Assistant } from '../assistant.js';
import type { AgentSettings } from './agent-settings.js';
import { desks } from './desks.js';
import { PendingQuestion } from './pending-question.js';
import { PolicyDecisionEvent, ToolCallEvent, ToolResultEvent } from './tool-events.js';

/** What an agent is made of: with the same it is the same one. */
interface Ingredients {
  readonly generate: Generate;
  readonly tools: readonly Tool[];
  readonly settings: AgentSettings;
}

/** What belongs to one conversation, whatever the page changes meanwhile. */
interface Workplace {
  readonly grants: Grants;
  readonly auditLog: AuditLog;
  agent: Agent | null;
  made: Ingredients | null;
}

/** Makes agents, lets them answer, and holds what they ask. */
export class ToolDesk implements ReactiveController {
  readonly #assistant: Assistant;
  readonly #workplaces = new WeakMap<ChatSession, Workplace>();
  readonly #questions = new Map<ChatSession, PendingQuestion>();

  constructor(assistant: Assistant) {
    this.#assistant = assistant;
    assistant.settings.addController(this);
  }

  /** What the visitor is being asked in a conversation. */
  question(chat: ChatSession | null): PendingQuestion | null {
    return (chat && this.#questions.get(chat)) ?? null;
  }

  /** What the visitor has said in a conversation for more than one call. */
  grants(chat: ChatSession): Grants {
    return this.#workplace(chat).grants;
  }

  /** Answers with tools. */
  async *answer(chat: ChatSession, ...[generate, request, options]: AnswerParts): AsyncGenerator<GenerationEvent> {
    const { settings } = this.#assistant;
    for await (const event of this.#agent(chat, generate)(request, options)) {
      if (event.type === 'tool-call') settings.dispatchEvent(new ToolCallEvent(event));
      if (event.type === 'tool-result') settings.dispatchEvent(new ToolResultEvent(event));
      yield event;
    }
  }

  /** A question that is no longer shown is answered with no. */
  hostUpdated(): void {
    for (const [chat, question] of this.#questions) if (chat !== this.#assistant.session) question.answer('no');
  }

  #workplace(chat: ChatSession): Workplace {
    const known = this.#workplaces.get(chat);
    if (known !== undefined) return known;
    const made: Workplace = { grants: createGrants(), auditLog: createAuditLog(), agent: null, made: null };
    this.#workplaces.set(chat, made);
    return made;
  }

  #agent(chat: ChatSession, generate: Generate): Agent {
    const { tools = [], agent: settings = {} } = this.#assistant.settings;
    const workplace = this.#workplace(chat);
    const { grants, auditLog, made } = workplace;
    if (workplace.agent !== null && made !== null && isSame(made, { generate, tools, settings }))
      return workplace.agent;
    if (made !== null) withdraw(grants, made.tools, tools);
    const { hostValues = [], ...limits } = settings;
    workplace.made = { generate, tools: [...tools], settings };
    workplace.agent = createAgent({
      ...limits,
      generate,
      tools,
      policy: {
        hostValues,
        grants,
        auditLog,
        ask: (question, { signal }) => this.#ask(chat, question, signal),
        onPolicyDecision: (entry) => this.#assistant.settings.dispatchEvent(new PolicyDecisionEvent(entry)),
      },
    });
    return workplace.agent;
  }

  async #ask(chat: ChatSession, asked: PolicyQuestion, signal: AbortSignal): Promise<UserAnswer> {
    const { settings, session, hasList } = this.#assistant;
    if (chat !== session || !hasList || signal.aborted) return 'no';
    const question = new PendingQuestion(asked, () => settings.requestUpdate());
    const stop = () => question.answer('no');
    signal.addEventListener('abort', stop, { once: true });
    this.#questions.set(chat, question);
    settings.requestUpdate();
    try {
      return await question.answered;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#questions.delete(chat);
      settings.requestUpdate();
    }
  }
}

/** The model, and what it is to answer. */
export type AnswerParts = readonly [generate: Generate, ...request: Parameters<Generate>];

/** Lets the agent of a conversation answer. What answers from documents has a function of the same name. */
export function answerQuestion(
  assistant: Assistant,
  chat: ChatSession,
  ...parts: AnswerParts
): AsyncGenerator<GenerationEvent> {
  const desk = desks.get(assistant) ?? new ToolDesk(assistant);
  desks.set(assistant, desk);
  return desk.answer(chat, ...parts);
}

/** Frameworks hand over a new list with each render; only other tools are another list. */
function isSame(one: Ingredients, other: Ingredients): boolean {
  const { tools } = other;
  return (
    one.generate === other.generate &&
    one.tools.length === tools.length &&
    one.tools.every((tool, index) => tool === tools[index]) &&
    JSON.stringify(one.settings) === JSON.stringify(other.settings)
  );
}

/** What was allowed to a tool is not allowed to another one of its name. */
function withdraw(grants: Grants, before: readonly Tool[], now: readonly Tool[]): void {
  const declared = (tools: readonly Tool[], name: string) =>
    JSON.stringify(tools.find(({ manifest }) => manifest.name === name)?.manifest);
  for (const { id, tool, answer } of grants.getSnapshot()) {
    if (answer === 'conversation' && declared(before, tool) !== declared(now, tool)) grants.revoke(id);
  }
}
