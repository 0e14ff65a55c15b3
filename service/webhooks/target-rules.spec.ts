import { isPublicAddress, targetFault } from './target-rules.js';

describe('isPublicAddress', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '2a00:1450::1',
  ])('takes %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255'],
    ...[
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...['::1', '::', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', 'fe80::1', 'fd00::1'],
    ...['fc00::1', 'ff02::1', '2002:7f00:1::', '2001::1', '2001:db8::1', 'localhost', ''],
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('targetFault', () => {
  it('takes https to the public internet', () => {
    expect(targetFault('https://agent.example.org:8443/hook?token=1', false)).toBeNull();
    expect(targetFault('https://8.8.8.8/', false)).toBeNull();
    expect(targetFault('https://[2606:4700::1]/', false)).toBeNull();
  });

  it('takes anything that speaks HTTP where that is allowed', () => {
    expect(targetFault('http://127.0.0.1:8080/', true)).toBeNull();
    expect(targetFault('https://redis/', true)).toBeNull();
    expect(targetFault('file:///etc/passwd', true)).toBe('must be an http or https URL');
  });

  it.each([
    ['hook', 'must be an absolute URL'],
    ['http://agent.example.org/', 'must be an https URL'],
    ['https://a:b@agent.example.org/', 'must not hold a user or a password'],
    ['https://agent.example.org/#part', 'must not have a fragment'],
    ['https://127.1/', 'must not lead to a loopback or private address'],
    ['https://017700000001/', 'must not lead to a loopback or private address'],
    ['https://[::ffff:192.168.0.1]/', 'must not lead to a loopback or private address'],
    ['https://LOCALHOST/', 'must not lead to a loopback or private address'],
    ['https://api.localhost/', 'must not lead to a loopback or private address'],
    ['https://db.internal/', 'must not lead to a loopback or private address'],
    ['https://kubernetes/', 'must not lead to a loopback or private address'],
  ])('refuses %s', (url, fault) => {
    expect(targetFault(url, false)).toBe(fault);
  });
});
