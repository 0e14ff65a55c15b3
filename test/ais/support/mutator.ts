import { checksumOf } from '../../../service/ais/checksum.js';
import { encodeMessage } from '../../../service/ais/encoder.js';
import { mmsiFromNumber } from '../../../service/ais/mmsi.js';

/** Sentences of each kind, whole, as mutations start from them. */
const SEEDS: readonly string[] = [
  ...encodeMessage({
    kind: 'position',
    type: 1,
    mmsi: mmsiFromNumber(725000123),
    lon: -71.6,
    lat: -33,
  }),
  ...encodeMessage({ kind: 'position', type: 18, mmsi: mmsiFromNumber(725000124), lon: 0, lat: 0 }),
  ...encodeMessage({ kind: 'base-station', type: 4, mmsi: mmsiFromNumber(7250001) }),
  ...encodeMessage({ kind: 'static', type: 5, mmsi: mmsiFromNumber(725000123), name: 'FUZZ' }),
  ...encodeMessage(
    { kind: 'static', type: 5, mmsi: mmsiFromNumber(725000125), destination: 'CLVAP' },
    { sequence: 3, channel: 'B', station: 'RX1', time: 1_800_000_000_000 },
  ),
  ...encodeMessage({
    kind: 'static',
    type: 24,
    part: 'A',
    mmsi: mmsiFromNumber(725000124),
    name: 'A',
  }),
  ...encodeMessage({ kind: 'static', type: 24, part: 'B', mmsi: mmsiFromNumber(987250012) }),
  ...encodeMessage({
    kind: 'aid',
    type: 21,
    mmsi: mmsiFromNumber(997250001),
    name: 'A NAME OF MORE THAN TWENTY',
  }),
  '!AIVDM,1,1,,A,6h2E3MDrDRiB0580@00000000000,0*04',
  '!AIVDM,1,1,,A,<5?SIj1;GbD07??4,0*38',
  '!AIVDM,1,1,,A,KCQ9r=hrFUnH7P00,0*41',
  '!AIVDM,1,1,,B,;4R33:1uUK2F`q?mOt@@GoQ00000,0*5D,s28089,d-103,T39.44,x147521,r08TPHI1,1242958962',
  '\\g:1-2-1604,s:rX,c:1418169601*40\\!AIVDM,2,1,6,A,53@o0E000001Q0CG37U8u<Tp4q@D0000,0*7C',
  '$GPZDA,114702.51,27,01,2012,,*66',
  '$PGHP,1,2010,6,11,11,46,11,874,276,0,,1,55*2C',
  '$BSALR,,006,V,V,general failure*62',
];

const ARMOUR = '0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw';
const STAR = 0x2a;
const BANG = 0x21;

/** Makes damaged sentences from a seed: the same ones in every run. */
export class Mutator {
  #state: number;
  readonly #seeds = SEEDS.map((seed) => Buffer.from(seed, 'latin1'));

  readonly #mutations: readonly ((line: Buffer) => Buffer)[] = [
    (line) => line,
    (line) => line,
    (line) => this.#flip(line, 1 + this.below(4)),
    (line) => this.#mend(this.#flip(line, 2)),
    (line) => line.subarray(0, this.below(line.length + 1)),
    (line) => this.#swapFields(line),
    (line) => this.#mend(this.#swapFields(line)),
    (line) => this.#mend(this.#cutField(line)),
    (line) => Buffer.concat([line.subarray(0, this.below(line.length)), this.#pick()]),
    (line) => Buffer.concat([Buffer.from('\\s:x,c:1'), this.#flip(line, 1)]),
    () => this.#withFreshPayload(1 + this.below(this.below(20) === 0 ? 300 : 60)),
    () => (this.below(50) === 0 ? this.#noise(3000, 0x21) : this.#noise(this.below(200))),
  ];

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Whole number from 0 to `limit` - 1 (mulberry32). */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  /** About `sentences` damaged lines with their ends, as one chunk off a socket. */
  chunk(sentences: number): Buffer {
    const parts: Buffer[] = [];
    for (let i = 0; i < sentences; i++) parts.push(this.#damaged(), this.#end());
    return Buffer.concat(parts);
  }

  #end(): Buffer {
    return Buffer.from(['\n', '\r\n', '\r', '\n'][this.below(4)] ?? '\n');
  }

  #damaged(): Buffer {
    const line = Buffer.from(this.#pick());
    const mutate = this.#mutations[this.below(this.#mutations.length)];
    return mutate === undefined ? line : mutate(line);
  }

  #pick(): Buffer {
    return this.#seeds[this.below(this.#seeds.length)] ?? Buffer.alloc(0);
  }

  #flip(line: Buffer, times: number): Buffer {
    for (let i = 0; i < times && line.length > 0; i++) {
      const at = this.below(line.length);
      line[at] = (line[at] ?? 0) ^ (1 << this.below(8));
    }
    return line;
  }

  #noise(length: number, least = 0): Buffer {
    return Buffer.from(Array.from({ length }, () => least + this.below(256 - least)));
  }

  #swapFields(line: Buffer): Buffer {
    const fields = line.toString('latin1').split(',');
    const one = this.below(fields.length);
    const other = this.below(fields.length);
    [fields[one], fields[other]] = [fields[other] ?? '', fields[one] ?? ''];
    return Buffer.from(fields.join(','), 'latin1');
  }

  #cutField(line: Buffer): Buffer {
    const fields = line.toString('latin1').split(',');
    fields.splice(this.below(fields.length), 1);
    return Buffer.from(fields.join(','), 'latin1');
  }

  /** A sound sentence of a random payload: what reaches the decoder. */
  #withFreshPayload(length: number): Buffer {
    let payload = '';
    for (let i = 0; i < length; i++) payload += ARMOUR.charAt(this.below(64));
    const count = 1 + this.below(3);
    const number = 1 + this.below(count);
    const sequence = count > 1 ? String(this.below(10)) : '';
    return this.#mend(
      Buffer.from(`!AIVDM,${count},${number},${sequence},A,${payload},${this.below(6)}*00`),
    );
  }

  /** The line with the checksum that its damaged sentence should have. */
  #mend(line: Buffer): Buffer {
    const start = line.lastIndexOf(BANG);
    const star = line.lastIndexOf(STAR);
    if (start < 0 || star < start) return line;
    const sum = checksumOf(line, start + 1, star)
      .toString(16)
      .padStart(2, '0');
    return Buffer.concat([line.subarray(0, star + 1), Buffer.from(sum)]);
  }
}
