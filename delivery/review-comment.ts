import type { Delta } from './delta.js';
import type { FieldChange } from './fields.js';
import type { EnvironmentReview, ImageMove, ObjectChange } from './review.js';

/** Marks the one comment that is kept up to date, so that it is found again. */
export const COMMENT_MARK = '<!-- porttrack-review -->';

/** GitHub refuses a comment of more than 65,536 characters; room is left for what encoding adds. */
export const MAX_COMMENT_LENGTH = 60_000;

const MAX_LINES = 60;
const MAX_FIELDS = 8;
const MAX_VALUE_LENGTH = 80;

/** A policy score of an environment before and after, 0 to 100; `null` where it could not be had. */
export interface ScoreChange {
  readonly environment: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** What a change of dist/ means, as one Markdown comment. */
export function reviewComment(
  reviews: readonly EnvironmentReview[],
  scores: readonly ScoreChange[],
): string {
  const sections = reviews.map((review) =>
    environmentSection(
      review,
      scores.find(({ environment }) => environment === review.environment),
    ),
  );
  const body = sections.length === 0 ? 'dist/ does not change.' : sections.join('\n\n');
  const text = `${COMMENT_MARK}\n## What this changes in the clusters\n\n${body}\n`;
  if (text.length <= MAX_COMMENT_LENGTH) return text;
  return `${text.slice(0, MAX_COMMENT_LENGTH)}\n\n… cut: \`npm run review -- BASE HEAD\` prints the rest.\n`;
}

function environmentSection(review: EnvironmentReview, score: ScoreChange | undefined): string {
  const { environment, added, changed, removed } = review;
  const counts = `${added.length} added, ${changed.length} changed, ${removed.length} removed`;
  return [
    `### ${code(environment)}: ${counts}`,
    ...warnings(review),
    ...list('Images', review.images.map(imageLine)),
    ...delta('Permissions', review.access),
    ...delta('Network', review.network),
    ...delta('Exemptions', review.exemptions),
    ...scoreLine(score),
    ...folded('Added', added.map(code)),
    ...folded('Removed', removed.map(code)),
    ...folded('Changed', changed.flatMap(changeLines)),
  ].join('\n\n');
}

function warnings({ warnings: texts, placeholders }: EnvironmentReview): string[] {
  const refused =
    placeholders === 0
      ? []
      : [`${placeholders} placeholders remain: the deploy workflow refuses them.`];
  return [...texts, ...refused].map((text) => `> **Attention:** ${inline(text)}`);
}

function imageLine({ repository, from, to, usedBy }: ImageMove): string {
  const short = (reference: string): string =>
    code(
      reference.slice(repository.length).replace(/(sha256:[0-9a-f]{12})[0-9a-f]+/, '$1…') ||
        reference,
    );
  const side = (references: readonly string[]): string =>
    references.length === 0 ? 'nothing' : references.map(short).join(', ');
  return `${code(repository)}: ${side(from)} → ${side(to)} (${usedBy.map(code).join(', ')})`;
}

function delta(title: string, { gained, lost }: Delta): string[] {
  return list(title, [
    ...gained.map((statement) => `**gained** ${code(statement)}`),
    ...lost.map((statement) => `**lost** ${code(statement)}`),
  ]);
}

function scoreLine(score: ScoreChange | undefined): string[] {
  if (score === undefined || score.after === null) return [];
  const before = score.before === null ? 'unknown' : score.before.toFixed(1);
  return [`**Policy score:** ${before} → ${score.after.toFixed(1)} of 100`];
}

function changeLines({ title, fields }: ObjectChange): string[] {
  const shown = fields.slice(0, MAX_FIELDS).map(fieldLine);
  const rest = fields.length - shown.length;
  return [code(title), ...shown, ...(rest > 0 ? [`  - … and ${rest} more fields`] : [])];
}

function fieldLine({ path, before, after }: FieldChange): string {
  return `  - ${code(path)}: ${value(before)} → ${value(after)}`;
}

function value(given: unknown): string {
  if (given === undefined) return 'absent';
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  if (text.includes('\n')) return `${text.split('\n').length} lines`;
  return code(text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text);
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [[`**${title}**`, '', ...bullets(lines)].join('\n')];
}

function folded(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const summary = `<details><summary>${title}</summary>`;
  return [[summary, '', ...bullets(lines), '', '</details>'].join('\n')];
}

function bullets(lines: readonly string[]): string[] {
  const shown = lines
    .slice(0, MAX_LINES)
    .map((line) => (line.startsWith('  -') ? line : `- ${line}`));
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, `- … and ${rest} more`] : shown;
}

/** Names and values come from a pull request: nothing in them may become Markdown or a mention. */
function code(text: string): string {
  return `\`${inline(text)}\``;
}

function inline(text: string): string {
  return text.replace(/[`\r\n]/g, "'");
}
