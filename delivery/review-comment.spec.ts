import { synthesizedSet } from '../test/support/synthesized.js';
import { readManifest } from './manifest-object.js';
import type { ManifestSet } from './manifest-set.js';
import { COMMENT_MARK, MAX_COMMENT_LENGTH, reviewComment } from './review-comment.js';
import { reviewChange } from './review.js';

const configMap = (name: string, value: string): ManifestSet => [
  {
    path: 'production/x/ConfigMap.x.yaml',
    environment: 'production',
    chart: 'x',
    object: readManifest(
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name },
        data: { key: value },
      }),
      'test',
    ),
  },
];

describe('the comment on a pull request', () => {
  it('begins with the mark by which it is found again', () => {
    expect(reviewComment([], [])).toBe(
      `${COMMENT_MARK}\n## What this changes in the clusters\n\ndist/ does not change.\n`,
    );
  });

  it('says in one line per environment how much changes', () => {
    const text = reviewComment(reviewChange([], synthesizedSet()), []);
    expect(text).toMatch(/^### `production`: \d+ added, 0 changed, 0 removed$/m);
    expect(text).toMatch(/^### `staging`: \d+ added, 0 changed, 0 removed$/m);
    expect(text).toContain('placeholders remain: the deploy workflow refuses them.');
  });

  it('shows the field, what it was and what it is', () => {
    const reviews = reviewChange(configMap('settings', 'before'), configMap('settings', 'after'));
    expect(reviewComment(reviews, [])).toContain('  - `data.key`: `before` → `after`');
  });

  it('shows the policy score where there is one', () => {
    const reviews = reviewChange(configMap('settings', 'a'), configMap('settings', 'b'));
    const score = { environment: 'production', before: 100, after: 98.76 };
    expect(reviewComment(reviews, [score])).toContain('**Policy score:** 100.0 → 98.8 of 100');
    expect(reviewComment(reviews, [{ ...score, after: null }])).not.toContain('Policy score');
  });

  it('lets nothing of a pull request become Markdown', () => {
    const reviews = reviewChange([], configMap('x', 'y'));
    const [review] = reviews;
    if (review === undefined) throw new Error('there is no review');
    const hostile = { ...review, added: ['`</details>\n@everyone'] };
    expect(reviewComment([hostile], [])).toContain("- `'</details>'@everyone`");
  });

  it('stays within what GitHub takes', () => {
    const value = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, index) => [`key-${index}`, 'x'.repeat(70)]),
    );
    const set = (data: Record<string, string>): ManifestSet =>
      Array.from({ length: 200 }, (_, index) => ({
        path: `production/x/ConfigMap.${index}.yaml`,
        environment: `cluster-${index}`,
        chart: 'x',
        object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `x-${index}` }, data },
      }));
    const text = reviewComment(reviewChange(set({}), set(value)), []);
    expect(text.length).toBeLessThan(MAX_COMMENT_LENGTH + 100);
    expect(text).toContain('prints the rest');
  });
});
