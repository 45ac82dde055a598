/** Every text that a visitor sees or hears, in English. */
import type { ChoiceReason, ErrorCode } from '@local-llm-chat/core';

/** What failed, in one sentence, and what to do about it. */
export interface ErrorText {
  readonly cause: string;
  readonly action: string;
}

const errors: Record<ErrorCode, ErrorText> = {
  aborted: { cause: 'This was cancelled.', action: 'Start it again when you want to.' },
  busy: { cause: 'Another answer is being written.', action: 'Wait for it to end or stop it, then try again.' },
  'consent-needed': {
    cause: 'The model has to be downloaded first.',
    action: 'Look at the size and start the download.',
  },
  'context-overflow': {
    cause: 'This text is too long for the model.',
    action: 'Shorten it, or start a new conversation, and send again.',
  },
  'device-lost': {
    cause: 'The graphics device was reset.',
    action: 'Try again. If it happens again, close other tabs that use the GPU.',
  },
  'engine-crashed': { cause: 'The engine stopped unexpectedly.', action: 'Start it again; your conversation is kept.' },
  http: {
    cause: 'The server did not hand out the model.',
    action: 'Try again later. If it keeps failing, tell the owner of this page.',
  },
  integrity: {
    cause: 'The download is not the file that was published, so it is not used.',
    action: 'Try the download again.',
  },
  'invalid-model': {
    cause: 'This page names a model that cannot be used.',
    action: 'The owner of this page has to correct the model setting.',
  },
  'invalid-request': { cause: 'This message cannot be sent as it is.', action: 'Change it and send again.' },
  'load-failed': { cause: 'The model could not be loaded.', action: 'Try again.' },
  network: { cause: 'The connection was interrupted.', action: 'Check that you are online, then try again.' },
  'not-loaded': { cause: 'The model is not loaded yet.', action: 'Load it first, then send again.' },
  'out-of-memory': {
    cause: 'There is not enough free memory for the model.',
    action: 'Close other tabs and programs and try again, or take a smaller model.',
  },
  quota: {
    cause: 'There is not enough room for the model in this browser’s storage.',
    action: 'Free some disk space, or delete models that you no longer use, then try again.',
  },
  timeout: { cause: 'The engine did not answer in time.', action: 'Try again.' },
  unknown: { cause: 'Something unexpected went wrong.', action: 'Try again. If it happens again, reload the page.' },
  unsupported: {
    cause: 'This browser cannot run the model.',
    action: 'Open this page in a current version of Chrome, Edge, Firefox or Safari.',
  },
  'worker-failed': {
    cause: 'The engine could not be started on this page.',
    action: 'Reload the page. If it keeps failing, tell the owner of this page.',
  },
};

const reasons: Record<ChoiceReason['code'], string> = {
  'asked-for': 'This page asks for this model.',
  picked: 'You picked it.',
  'on-device': 'It is on this device already, so nothing has to be downloaded.',
  'cpu-default': 'It runs on the processor, so it works on any device.',
  'gpu-default': 'It runs on this device’s graphics chip, which is fastest.',
  'load-failed': 'A model that was tried before did not work on this device.',
  'no-webgpu': 'This browser cannot use the graphics chip (no WebGPU).',
  'gpu-too-small': 'The graphics chip has too little memory for some models.',
  'gpu-feature-missing': 'The graphics chip lacks a feature that some models need.',
  'gpu-is-software': 'The graphics chip is only emulated here, which is slower than the processor.',
  'memory-too-small': 'This device has too little memory for some models.',
  'download-too-large': 'Some models are too large a download for this device or connection.',
  'storage-too-small': 'The browser’s storage has too little room for some models.',
  'cpu-too-slow': 'Some models would be too slow without a graphics chip.',
  'other-language': 'Some models do not know the language of this page.',
};

export const en = {
  /** Numbers are written in this language too. */
  locale: 'en',

  heading: 'Private assistant',
  footer: 'Answers are written on this device and can be wrong.',
  newConversation: 'New conversation',

  checking: 'Looking at what this device can do…',
  start: {
    title: 'An assistant that stays on your device',
    text: 'A language model answers right here in your browser. What you write never leaves this device.',
    model: 'Model',
    licence: 'Licence',
    licenceUnknown: 'not stated',
    download: 'Download',
    once: (size: string) => `${size}, once`,
    bytes: (bytes: string) => `${bytes} bytes`,
    approximate: (size: string) => `about ${size}`,
    unknownSize: 'size known only once it begins',
    none: 'none, it is on this device already',
    button: (size: string) => `Download ${size} and start`,
    buttonApproximate: (size: string) => `Download about ${size} and start`,
    buttonUnknown: 'Download and start',
    buttonOnDevice: 'Start',
    promise: 'Nothing is downloaded before you press the button.',
    changed: 'The first choice did not work on this device. This one should.',
    larger: 'The download is larger than was said. Look at its size again.',
    gone: 'The model is no longer on this device.',
    partly: (size: string) => `${size} are here already`,
    buttonPartly: (size: string) => `Continue download, ${size} left`,
    others: 'Other models',
  },
  downloading: {
    title: (model: string) => `Downloading ${model}`,
    bytes: (loaded: string, total: string) => `${loaded} of ${total}`,
    bytesSoFar: (loaded: string) => `${loaded} so far`,
    left: (time: string) => `${time} left`,
    text: 'Only this once: next time it starts from this device.',
    progress: 'Download',
    pause: 'Pause',
    resume: 'Resume',
    cancel: 'Cancel',
    holds: {
      paused: 'Paused',
      offline: 'Waiting for the connection. It goes on by itself.',
      retrying: 'Connection trouble, trying again…',
    },
  },
  loading: {
    title: (model: string) => `Starting ${model}`,
    text: 'The model is put into memory. This takes a moment.',
    progress: 'Starting',
    cancel: 'Cancel',
  },
  failed: {
    details: 'Details',
    retry: 'Try again',
    proceed: 'Continue download',
    storage: 'Make room',
    kept: (size: string) => `${size} are here already and stay.`,
  },
  empty: { title: 'How can I help?', text: 'What you write here stays on this device.' },

  about: {
    label: (summary: string) => `Model in use: ${summary}`,
    gpu: 'GPU',
    cpu: 'CPU',
    onDevice: 'on this device',
    model: 'Model',
    engine: 'Engine',
    engines: { webllm: 'WebLLM on WebGPU', wllama: 'llama.cpp in WebAssembly', fake: 'Scripted answers, for tests' },
    threads: (count: number) => (count === 1 ? '1 thread' : `${count} threads`),
    memory: 'Remembers',
    tokens: (count: string) => `${count} tokens`,
    licence: 'Licence',
    why: 'Why this one',
    change: 'Change model…',
    storage: 'Models on this device…',
  },

  composer: {
    label: 'Message',
    placeholder: 'Write a message',
    placeholderLoading: 'Write while you wait',
    send: 'Send message',
    stop: 'Stop answering',
  },
  log: {
    label: 'Conversation',
    latest: 'Jump to the latest message',
    you: 'You:',
    assistant: 'Assistant:',
    writing: 'The assistant is thinking',
    stopped: 'Stopped.',
    length: 'The answer reached its length limit.',
    omitted: 'The oldest messages no longer fit the model’s memory and are not read by it.',
    copy: 'Copy answer',
    copied: 'Copied',
    again: 'Answer again',
    retry: 'Try again',
    proceed: 'Continue',
    kept: 'What was said so far is kept.',
  },
  markdown: {
    code: 'Code',
    copy: 'Copy',
    copied: 'Copied',
    table: 'Table',
    done: 'Done:',
    open: 'To do:',
    image: (label: string, host: string) => `${label} (image on ${host}, not loaded)`,
    imageHidden: (label: string) => `${label} (image, not loaded)`,
    imageUnnamed: 'Image',
  },
  announce: {
    answering: 'The assistant is answering.',
    downloading: 'The download has started.',
    paused: 'The download is paused.',
    offline: 'There is no connection. The download goes on by itself when it is back.',
    goesOn: 'The download goes on.',
    downloaded: 'The download is complete. The assistant is starting.',
    ready: 'The assistant is ready.',
    answer: (text: string) => `Assistant: ${text}`,
    stopped: 'The answer was stopped.',
    cleared: 'New conversation.',
  },
  errors,
  noRoom: (needed: string, free: string) =>
    `The model needs ${needed}, and this browser has ${free} left for this page.`,
  /** What would help where nothing can run, by what is missing. */
  helps: {
    storage: 'Free some disk space, then reload the page.',
    device: 'Open this page on a device with more memory.',
  },
  reasons,
};

/** The texts of one language. */
export type Strings = typeof en;
