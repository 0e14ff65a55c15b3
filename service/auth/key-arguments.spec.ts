import { KeyUsageError, parseKeyArguments } from './key-arguments.js';

describe('parseKeyArguments', () => {
  it('reads name, roles, terminals and end', () => {
    const line =
      '--name crane-7 --role terminal --role viewer --terminal CLVAP/T1 --terminal CLVAP/T2';
    expect(parseKeyArguments([...line.split(' '), '--expires', '2027-01-31T06:00:00Z'])).toEqual({
      name: 'crane-7',
      roles: ['viewer', 'terminal'],
      terminals: ['CLVAP/T1', 'CLVAP/T2'],
      expiresAt: Date.UTC(2027, 0, 31, 6),
    });
    expect(parseKeyArguments(['--name', 'a b', '--role=admin'])).toEqual({
      name: 'a b',
      roles: ['admin'],
      terminals: [],
      expiresAt: null,
    });
  });

  it.each([
    ['--role admin', '--name is missing'],
    ['--name a', '--role is missing'],
    ['--name a --role king', 'no role king'],
    ['--name a --role admin --expires soon', 'no time: soon'],
    ['--name a --role admin --colour red', 'colour'],
  ])('refuses %s', (line, fault) => {
    expect(() => parseKeyArguments(line.split(' '))).toThrow(KeyUsageError);
    expect(() => parseKeyArguments(line.split(' '))).toThrow(fault);
  });
});
