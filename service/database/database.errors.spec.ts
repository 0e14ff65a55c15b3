import { isRefusedData, sqlState, UnstorableValueError } from './database.errors.js';

function pgError(code: string): Error {
  return Object.assign(new Error('from the server'), { code });
}

describe('isRefusedData', () => {
  it.each([
    ['a value out of range', pgError('22003')],
    ['a byte sequence that is no text', pgError('22021')],
    ['a broken constraint', pgError('23505')],
    ['a value that was not even sent', new UnstorableValueError('no time')],
  ])('is true of %s', (_, error) => {
    expect(isRefusedData(error)).toBe(true);
  });

  it.each([
    ['a server that shuts down', pgError('57P01')],
    ['a statement that took too long', pgError('57014')],
    ['a full disk', pgError('53100')],
    ['a connection refused', Object.assign(new Error('no'), { code: 'ECONNREFUSED' })],
    ['a bug', new TypeError('undefined is not a function')],
    ['nothing', null],
  ])('is false of %s', (_, error) => {
    expect(isRefusedData(error)).toBe(false);
  });
});

describe('sqlState', () => {
  it('tells codes of PostgreSQL from those of the operating system', () => {
    expect(sqlState(pgError('42P01'))).toBe('42P01');
    expect(sqlState(Object.assign(new Error('no'), { code: 'EPIPE' }))).toBeNull();
  });
});
