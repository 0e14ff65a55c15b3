import fc from 'fast-check';
import { decode } from '../../service/ais/decoder.js';
import { encodeMessage } from '../../service/ais/encoder.js';
import { received } from '../../service/ais/testing/encoded.js';
import { anyMessage } from './support/any-message.js';

describe('encoder and decoder', () => {
  it('makes sentences that decode to the message they were made of', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const { payload, fillBits } = received(message);
        expect(decode(payload, fillBits)).toMatchObject(message);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps every sentence within 82 characters, end of line included', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        for (const line of encodeMessage(message)) expect(line.length + 2).toBeLessThanOrEqual(82);
      }),
    );
  });
});
