/** What `@local-llm-chat/mcp` offers: the tools of Model Context Protocol servers, for agents. */
export { type LeftOut, type McpServer, type McpToolsOptions, mcpTools, type ToolChange } from './mcp-tools.js';
export type { McpEffect } from './server-tool.js';
