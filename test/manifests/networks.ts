/** An IPv4 address as a number. */
export function addressOf(text: string): number {
  return text.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

/** Whether a network (CIDR) holds an IPv4 address. */
export function holds(network: string, address: string): boolean {
  const [base = '', bits = '32'] = network.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(addressOf(base) / size) === Math.floor(addressOf(address) / size);
}
