import { namesIn } from './promql.js';

const metricsIn = (expression: string): string[] =>
  namesIn(expression).selectors.map(({ metric }) => metric);

describe('namesIn', () => {
  it.each([
    ['up', ['up']],
    ['sum(rate(http_requests_total{job="a"}[5m]))', ['http_requests_total']],
    ['sum by (job, node) (up)', ['up']],
    ['sum(up) by (job)', ['up']],
    ['a:b:rate5m / on (feed) group_left (name) c', ['a:b:rate5m', 'c']],
    ['a unless on () b or c and d', ['a', 'b', 'c', 'd']],
    ['topk(5, a) + quantile(0.5, b)', ['a', 'b']],
    ['a offset 5m > bool 1e3', ['a']],
    ['max_over_time(a[6h:30s] @ 1.5)', ['a']],
    ['absent(up{job="x"} == 1) or vector(0)', ['up']],
    ['time() - a == inf', ['a']],
    ['sum', []],
    ['a{b="by (c) [d] {e}"} # and f', ['a']],
    ["a{b='x\"y'} - c", ['a', 'c']],
    ['-a ^ 2 % b', ['a', 'b']],
  ])('finds the metrics of %s', (expression, metrics) => {
    expect(metricsIn(expression)).toEqual(metrics);
  });

  it('reads matchers', () => {
    expect(namesIn('a{b="c", d=~"5..",e!="",f!~`x\\.y`,}').selectors).toEqual([
      {
        metric: 'a',
        matchers: [
          { label: 'b', operator: '=', value: 'c' },
          { label: 'd', operator: '=~', value: '5..' },
          { label: 'e', operator: '!=', value: '' },
          { label: 'f', operator: '!~', value: 'x\\.y' },
        ],
        calledBy: null,
      },
    ]);
  });

  it('tells the function around a selector', () => {
    const { selectors } = namesIn('sum(rate(a[5m])) + increase(b{c="d"}[1h]) + sum(e)');
    expect(selectors.map(({ calledBy }) => calledBy)).toEqual(['rate', 'increase', null]);
  });

  it('tells the labels that are needed', () => {
    const { groupedBy, madeLabels } = namesIn(
      'sum by (a, b) (label_replace(x{y="z"}, "made", "$1", "from", "(.*)")) / on (c) group_left (d) sum without (e) (w)',
    );
    expect(groupedBy).toEqual(['a', 'b', 'c', 'd']);
    expect(madeLabels).toEqual(['made']);
  });

  it.each(['{job="a"}', 'sum({__name__=~"a.*"})', 'a; b', 'a{b="c"'])(
    'refuses %s',
    (expression) => {
      expect(() => namesIn(expression)).toThrow();
    },
  );
});
