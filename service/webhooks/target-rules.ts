import { BlockList, isIP } from 'node:net';

/** IPv4 networks that are not of the public internet (IANA special-purpose registry, RFC 6890). */
const privateV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/**
 * IPv6: only 2000::/3 is given out (RFC 4291), and of it these lead elsewhere: Teredo and other
 * protocol assignments, documentation, 6to4, which holds an IPv4 address.
 */
const privateV6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const refused = new BlockList();
for (const [net, bits] of privateV4) refused.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of privateV6) refused.addSubnet(net, bits, 'ipv6');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/**
 * Whether an address is of the public internet. Loopback, private, link-local (cloud metadata among
 * them), multicast and reserved ones are not, nor are IPv4 addresses written as IPv6.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused.check(address, 'ipv4');
  return family === 6 && global6.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}

/** The host of a URL as an address; `null` where it is a name. */
export function literalAddress({ hostname }: URL): string | null {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(host) === 0 ? null : host;
}

/** Names that never leave the machine or the site (RFC 6761, RFC 6762, RFC 8375). */
const privateName = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/i;

/**
 * What is wrong with a target before anybody asks where its name leads; `null`: nothing.
 * @param isPrivateAllowed whether this installation may send into its own network.
 */
export function targetFault(text: string, isPrivateAllowed: boolean): string | null {
  if (!URL.canParse(text)) return 'must be an absolute URL';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'must not hold a user or a password';
  if (url.hash !== '') return 'must not have a fragment';
  if (isPrivateAllowed) {
    return ['http:', 'https:'].includes(url.protocol) ? null : 'must be an http or https URL';
  }
  if (url.protocol !== 'https:') return 'must be an https URL';
  return isPublicHost(url) ? null : 'must not lead to a loopback or private address';
}

/** As far as can be told without asking where a name leads. */
function isPublicHost(url: URL): boolean {
  const address = literalAddress(url);
  if (address !== null) return isPublicAddress(address);
  return !privateName.test(url.hostname) && url.hostname.includes('.');
}
