/** What kind of thing a question asks for, as far as its first words tell: a number, a time, a person. */

/** Words for numbers, in the languages of the project that write them with letters. */
const NUMBER_WORD =
  /(?<!\p{L})(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}*teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|half|once|twice|dozens?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|cien|mil|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert|tausend|deux|trois|quatre|cinq|sept|huit|neuf|dix|cent|mille)(?!\p{L})|[一二三四五六七八九十百千万两]/iu;
const DAY_WORD =
  /(?<!\p{L})(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|januar[yi]|februar[yi]|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|morning|noon|evening|night|today|tomorrow|yesterday|lunes|martes|miércoles|jueves|viernes|sábado|domingo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|octubre|noviembre|diciembre|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?!\p{L})|[年月日]/iu;

/** A sum, or that there is none. */
const MONEY =
  /[\p{Sc}元円块]|(?<!\p{L})(?:eur|usd|gbp|chf|sek|nok|dkk|pln|czk|huf|inr|jpy|cny|krw|rub|brl|mxn|aed|sar|cad|aud|nzd|sgd|hkd|zar|thb|euros?|dollars?|dólares|pounds?|pence|penn(?:y|ies)|cents?|centimes?|céntimos?|francs?|franken|kr|kronor|kroner?|zł|złotych|pesos?|yen|yuan|rupees?|roupies|riyals?|dirhams?|lira|roubles?|rubles?|won|reais|baht|free|gratis|kostenlos|gratuite?s?)(?!\p{L})|免费|無料|ريال|درهم|جنيه|دينار|يورو|دولار|مجان|रुपये|रुपए|रुपया|मुफ़्त|निःशुल्क/iu;

interface Kind {
  readonly asks: RegExp;
  /** A sentence that answers has it. */
  readonly has: (sentence: string) => boolean;
}

/** One of something is a number too. */
const ONE_UNIT =
  /(?<!\p{L})(?:an?|une?|una|eine?[nrms]?) (?:second|minute|hour|day|week|month|year|euro|dollar|segundo|minuto|hora|día|semana|mes|año|seconde|heure|jour|semaine|mois|an|année|sekunde|stunde|tag|woche|monat|jahr)(?!\p{L})/iu;

const hasNumber = (sentence: string) =>
  /\p{N}/u.test(sentence) || NUMBER_WORD.test(sentence) || ONE_UNIT.test(sentence);

const KINDS: readonly Kind[] = [
  {
    asks: /\bhow (?:many|much|old|long|far|tall|high|large|big|heavy|hot|deep|wide|often)\b|\bwhat (?:year|age|price|percentage)\b|cuánt|quel âge|qué edad|wie (?:viel|lange|alt|hoch|groß|schwer|oft|weit)|\bcombien\b|多少|几|كم/iu,
    has: hasNumber,
  },
  {
    asks: /\b(?:what|how much)\b.*\b(?:costs?|price)\b|\b(?:was|wie ?viel)\b.*\bkoste(?:n|t)\b|\bwelche[rn]? preis\b|cuánto.*\bcuestan?\b|cuál es el precio|combien.*coût|quel est le prix|价格是|多少钱|いくら/iu,
    has: (sentence) => MONEY.test(sentence),
  },
  {
    asks: /\bwhen\b|\b(?:what|which) (?:day|date|time|month)\b|cuándo|\bwann\b|\bquand\b|何时|什么时候|متى/iu,
    has: (sentence) => hasNumber(sentence) || DAY_WORD.test(sentence),
  },
  {
    asks: /^\W*(?:with |by |to )?who(?:m|se)?\b|quién|\bwer\b|^\W*qui\b|谁/iu,
    // A name that is not merely the beginning of a sentence, or a script without capitals.
    has: (sentence) => /\S\s+\p{Lu}\p{L}|\p{Lo}/u.test(sentence),
  },
];

/** False when a sentence lacks what such a question asks for. */
export function canAnswer(question: string, sentence: string): boolean {
  return KINDS.every(({ asks, has }) => !asks.test(question) || has(sentence));
}
