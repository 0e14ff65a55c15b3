import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { addressOf } from './address-of.js';

function requestFrom(remote: string, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remote });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  return request;
}

describe('the address that a request is counted under', () => {
  it('is that of the connection while no proxy is trusted, whatever the request says', () => {
    expect(addressOf(requestFrom('192.0.2.7', '203.0.113.9'), 0)).toBe('192.0.2.7');
  });

  it('is what the last trusted proxy saw, not what anybody wrote before', () => {
    const request = requestFrom('10.0.0.1', '198.51.100.66, 203.0.113.9');
    expect(addressOf(request, 1)).toBe('203.0.113.9');
    expect(addressOf(request, 2)).toBe('198.51.100.66');
    expect(addressOf(request, 9)).toBe('198.51.100.66');
    expect(addressOf(requestFrom('10.0.0.1'), 1)).toBe('10.0.0.1');
  });

  it('is the network of an IPv6 address, and the address of an IPv4 one in its dress', () => {
    const one = addressOf(requestFrom('2001:db8:1:2:aaaa::1'), 0);
    expect(addressOf(requestFrom('2001:db8:1:2:bbbb::2'), 0)).toBe(one);
    expect(addressOf(requestFrom('2001:db8:1:3::1'), 0)).not.toBe(one);
    expect(addressOf(requestFrom('::ffff:192.0.2.7'), 0)).toBe('192.0.2.7');
  });
});
