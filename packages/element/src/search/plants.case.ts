/** A handful of pages about plants, to be searched in stories. */
import { createKnowledge, type Knowledge, type KnowledgePage } from '@local-llm-chat/core/knowledge';

export const LIGHT = 'Monsteras like half shade: the sun of noon burns their leaves.';
const PAGES: readonly KnowledgePage[] = [
  {
    url: '/monstera',
    title: 'Monstera',
    text: `# Monstera\n\n## Light\n\n${LIGHT} A window to the east is best.\n\n## Water\n\nWater a monstera once a week in summer, and half as often in winter, when it grows more slowly.`,
  },
  {
    url: '/ferns',
    title: 'Ferns',
    text: '# Ferns\n\n## Light\n\nFerns live under trees. They like shade, and no sun at all between ten and four.',
  },
  {
    url: '/pests',
    title: 'Pests',
    text: '# Pests\n\nSpider mites come where the air is dry. Wash the leaves of the plant, and put it into the shade for a week.',
  },
];

/** All of them, without a network. */
export function plantKnowledge(): Knowledge {
  const knowledge = createKnowledge();
  // They are there before the first search is.
  for (const page of PAGES) void knowledge.add(page);
  return knowledge;
}
