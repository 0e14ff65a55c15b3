/** How a matcher compares. */
export type MatcherOperator = '=' | '!=' | '=~' | '!~';

/** `label op "value"` of a selector. */
export interface Matcher {
  readonly label: string;
  readonly operator: MatcherOperator;
  readonly value: string;
}

/** A vector selector: the series that an expression reads. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  /** Function whose argument it directly is, such as `rate`; `null` elsewhere. */
  readonly calledBy: string | null;
}

/** What an expression names. */
export interface Names {
  readonly selectors: readonly Selector[];
  /** Labels of `by`, `on`, `group_left` and `group_right`, and those that `label_replace` makes. */
  readonly groupedBy: readonly string[];
  readonly madeLabels: readonly string[];
}

interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'symbol';
  readonly text: string;
}

const PATTERN =
  /\s+|#[^\n]*|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(?<word>[A-Za-z_:][\w:]*)|(?<number>\d[\w.]*|\.\d+)|(?<symbol>=~|!~|!=|==|<=|>=|[-+*/%^<>=(){}[\],@])/y;

const aggregations = new Set(
  'sum min max avg group stddev stdvar count count_values bottomk topk quantile'.split(' '),
);

/** Words that stand between operands. */
const keywords = new Set(
  'and or unless atan2 bool offset by without on ignoring group_left group_right inf nan'.split(
    ' ',
  ),
);

const labelLists = new Set('by without on ignoring group_left group_right'.split(' '));

/** Labels listed after these have to exist somewhere; those after the others are only left out. */
const needed = new Set(['by', 'on', 'group_left', 'group_right']);

/**
 * The metrics and labels that an expression of PromQL names. Prometheus itself judges the syntax;
 * this only has to find names in what Prometheus accepts.
 * @throws Error for text that is no PromQL, and for a selector without a metric's name
 */
export function namesIn(expression: string): Names {
  const tokens = tokensOf(expression);
  const names = { selectors: [], groupedBy: [], madeLabels: [] };
  for (let index = 0; index < tokens.length; index += 1) index = read(tokens, index, names);
  return names;
}

/** Names found so far. */
interface Found {
  readonly selectors: Selector[];
  readonly groupedBy: string[];
  readonly madeLabels: string[];
}

/** Reads what begins at `index`; answers the index of its last token. */
function read(tokens: readonly Token[], index: number, found: Found): number {
  const { kind, text } = tokens[index] ?? END;
  if (text === '[') return closing(tokens, index, ']');
  if (text === '{') throw new Error("a selector without a metric's name");
  if (kind !== 'word') return index;
  if (tokens[index + 1]?.text === '(') return readCall(tokens, index, found);
  return isMetric(text) ? readSelector(tokens, index, found) : index;
}

/** A list of labels is passed over; of a function only the name is read, and its arguments come next. */
function readCall(tokens: readonly Token[], index: number, found: Found): number {
  const word = tokens[index]?.text.toLowerCase() ?? '';
  if (labelLists.has(word)) {
    const end = closing(tokens, index + 1, ')');
    if (needed.has(word)) found.groupedBy.push(...wordsOf(tokens.slice(index + 2, end)));
    return end;
  }
  if (word === 'label_replace' || word === 'label_join') {
    found.madeLabels.push(firstString(tokens.slice(index)));
  }
  return index;
}

function readSelector(tokens: readonly Token[], index: number, found: Found): number {
  const end = tokens[index + 1]?.text === '{' ? closing(tokens, index + 1, '}') : index;
  found.selectors.push({
    metric: tokens[index]?.text ?? '',
    matchers: matchersOf(tokens.slice(index + 2, end)),
    calledBy: callerOf(tokens, index),
  });
  return end;
}

const END: Token = { kind: 'symbol', text: '' };

function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  while (pattern.lastIndex < expression.length) {
    const start = pattern.lastIndex;
    const groups = pattern.exec(expression)?.groups;
    if (groups === undefined) {
      throw new Error(`no PromQL at ${String(start)}: ${expression.slice(start, start + 20)}`);
    }
    for (const kind of ['string', 'word', 'number', 'symbol'] as const) {
      const text = groups[kind];
      if (text !== undefined) tokens.push({ kind, text });
    }
  }
  return tokens;
}

function isMetric(word: string): boolean {
  return !keywords.has(word.toLowerCase()) && !aggregations.has(word);
}

/** Index of the bracket that closes the one at `start`. */
function closing(tokens: readonly Token[], start: number, bracket: string): number {
  const end = tokens.findIndex(({ text }, index) => index > start && text === bracket);
  if (end < 0) throw new Error(`${bracket} is missing`);
  return end;
}

function wordsOf(tokens: readonly Token[]): string[] {
  return tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text);
}

function matchersOf(tokens: readonly Token[]): Matcher[] {
  const parts = tokens.filter(({ text }) => text !== ',');
  const matchers: Matcher[] = [];
  for (let index = 0; index + 2 < parts.length; index += 3) {
    const [label = END, operator = END, value = END] = parts.slice(index, index + 3);
    if (!isOperator(operator.text)) throw new Error(`no matcher: ${label.text}${operator.text}`);
    matchers.push({ label: label.text, operator: operator.text, value: unquoted(value.text) });
  }
  return matchers;
}

function isOperator(text: string): text is MatcherOperator {
  return ['=', '!=', '=~', '!~'].includes(text);
}

/** The function whose first argument starts at `index`. */
function callerOf(tokens: readonly Token[], index: number): string | null {
  const caller = tokens[index - 2];
  if (tokens[index - 1]?.text !== '(' || caller?.kind !== 'word') return null;
  return isMetric(caller.text) ? caller.text : null;
}

/** The label that `label_replace(vector, "label", ...)` makes: the first string outside of selectors. */
function firstString(call: readonly Token[]): string {
  let depth = 0;
  for (const { kind, text } of call) {
    if (text === '{') depth += 1;
    if (text === '}') depth -= 1;
    if (kind === 'string' && depth === 0) return unquoted(text);
  }
  throw new Error('label_replace without a label');
}

function unquoted(text: string): string {
  return text.startsWith('"') ? String(JSON.parse(text)) : text.slice(1, -1);
}
