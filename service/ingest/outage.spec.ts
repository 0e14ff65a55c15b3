import { isOutage } from './outage.js';

function withCode(code: string): Error {
  return Object.assign(new Error('from the database'), { code });
}

describe('isOutage', () => {
  it.each([
    ['connection refused', withCode('ECONNREFUSED')],
    ['connection reset', withCode('ECONNRESET')],
    ['server shutting down', withCode('57P01')],
    ['server starting', withCode('57P03')],
    ['too many connections', withCode('53300')],
    ['disk full', withCode('53100')],
    ['lock timeout', withCode('55P03')],
    ['a table that migrations have yet to make', withCode('42P01')],
    ['both addresses of a host refused', new AggregateError([withCode('ECONNREFUSED')])],
    ['a broken connection', new Error('Connection terminated unexpectedly')],
    ['an exhausted pool', new Error('timeout exceeded when trying to connect')],
  ])('tries again after: %s', (_, failure) => {
    expect(isOutage(failure)).toBe(true);
  });

  it.each([
    ['a number out of range', withCode('22003')],
    ['a broken constraint', withCode('23514')],
    ['a value too large for an index', withCode('54000')],
    ['a mistake of ours', new TypeError('cannot read properties of undefined (reading "pool")')],
    ['too few stream numbers reserved', new RangeError('more than the 3 reserved')],
  ])('does not try again unchanged after: %s', (_, failure) => {
    expect(isOutage(failure)).toBe(false);
  });
});
