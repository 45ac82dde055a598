/** What a visitor can do, as the parts of a chat are told. */
import type { MessageDraft } from '@local-llm-chat/core';
import type { ModelsSection } from './models/models.js';

export interface ChatActions {
  readonly load: () => void;
  readonly cancel: () => void;
  readonly hold: (paused: boolean) => void;
  readonly models: (event: Event, section?: ModelsSection) => void;
  readonly send: (message: string | MessageDraft) => void;
  readonly stop: () => void;
  readonly retry: () => void;
  readonly proceed: () => void;
  readonly begin: () => void;
  readonly keydown: (event: KeyboardEvent) => void;
}
