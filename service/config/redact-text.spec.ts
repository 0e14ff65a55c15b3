import { redactText } from './redact-text.js';

describe('redactText', () => {
  it.each([
    ['postgres://u:p@h/d', 'postgres://u:[redacted]@h/d'],
    ['redis://:p@h', 'redis://:[redacted]@h'],
    ['Authorization: Bearer abc.def-1', 'Authorization: Bearer [redacted]'],
    ['/x?token=abc&y=1', '/x?token=[redacted]&y=1'],
    ['http://host:80/a@b', 'http://host:80/a@b'],
    ['at 12:30 mail a@b', 'at 12:30 mail a@b'],
  ])('%s becomes %s', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });
});
