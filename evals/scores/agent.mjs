/** What an agent has done for a question: whether it was the right tool, with the right words, and whether the answer is right. */
import { says, saysOneOf } from './wordings.mjs';

/**
 * @param {import('../read-sets.mjs').Item} item
 * @param {{ calls: readonly { tool: string, arguments: Record<string, unknown>, status: string }[], text: string }} output
 * @returns {Record<string, number | null>} shares, and the whole once more for each group of questions.
 */
export function agentScores({ call, group, answers, suggests }, { calls, text }) {
  const own = calls.filter(({ tool, status }) => tool === call.tool && status === 'done');
  const isRightCall = own.some((made) => fits(made.arguments, call.arguments));
  const isAnswered = saysOneOf(text, answers);
  const whole = isRightCall && isAnswered ? 1 : 0;
  return {
    'right tool': own.length > 0 ? 1 : 0,
    'right arguments': isRightCall ? 1 : 0,
    'right answer': isAnswered ? 1 : 0,
    [`${group} ${suggests ? '' : '(by the model alone)'}`.trim()]: whole,
  };
}

/**
 * Every argument that is named, and no other.
 *
 * @param {Record<string, unknown>} made
 * @param {Record<string, string | number>} wanted
 */
function fits(made, wanted) {
  const names = new Set([...Object.keys(made), ...Object.keys(wanted)]);
  return [...names].every((name) => {
    const [is, should] = [made[name], wanted[name]];
    return typeof is === 'string' && typeof should === 'string' ? says(is, should) : is === should;
  });
}
