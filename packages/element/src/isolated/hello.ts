/** The first message to the frame, with which the port comes. */
export const HELLO = 'local-llm-chat isolated 1';
