/** Answers that say that a text does not tell. */

/** Larger models say so by themselves. */
const REFUSAL =
  /\b(?:does|do|is|did|was|are) not (?:say|mention|mentioned|specif|stat|provid|contain|given|includ)|\bnot (?:found|mentioned|specified|stated) in\b|\bno (?:information|answer|mention)\b/i;

/** True for an answer that is none. */
export function isRefusal(answer: string): boolean {
  return REFUSAL.test(answer);
}
