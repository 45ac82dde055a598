/** Answers that say that a text does not tell. */

/** Larger models say so by themselves: of the text, for that something is not so may be what it says. */
const REFUSAL =
  /\b(?:texts?|passages?|documents?|articles?|context|information) (?:provided |given |above )?(?:does|do|is|are|did) ?(?:not|n['’]t) (?:say|mention|specif|stat|provid|contain|giv|includ|tell)|\b(?:is|are|was|were) not (?:found|mentioned|specified|stated|provided|given) in (?:the|this|these) (?:texts?|passages?|documents?|articles?)|\b(?:is|are|was|were) not (?:mentioned|specified|stated)[.!]?$|\bno (?:information|mention)\b/i;

/** True for an answer that is none. */
export function isRefusal(answer: string): boolean {
  return REFUSAL.test(answer);
}
