import { redactText } from './redact-text.js';

describe('redactText', () => {
  it.each([
    ['postgres://u:p@h/d', 'postgres://u:[redacted]@h/d'],
    ['redis://:p@h', 'redis://:[redacted]@h'],
    ['Authorization: Bearer abc.def-1', 'Authorization: Bearer [redacted]'],
    ['key pt_1a2b3c4d_0aZ-_9 sent', 'key pt_1a2b3c4d_[redacted] sent'],
    ['X-Api-Key: "pt_1a2b3c4d_xyz"', 'X-Api-Key: "pt_1a2b3c4d_[redacted]"'],
    ['got eyJhbGciOiJ9.eyJzdWIiOiI3In0.c2ln-_ here', 'got [redacted] here'],
    ['/x?token=abc&y=1', '/x?token=[redacted]&y=1'],
    ['http://host:80/a@b', 'http://host:80/a@b'],
    ['at 12:30 mail a@b', 'at 12:30 mail a@b'],
  ])('%s becomes %s', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });
});
