import { encodeMessage } from '../ais/encoder.js';
import { mmsiFromNumber } from '../ais/mmsi.js';
import type { FeedPipeline } from './feed-pipeline.js';
import { bytes, FeedStream, positionLine } from './testing/feed-stream.js';

const HOUR = 3600_000;

function counts({ account }: FeedPipeline) {
  const { lines, accepted, duplicate, ignored, incomplete, dropped } = account;
  return {
    lines,
    accepted,
    duplicate,
    ignored,
    incomplete,
    dropped,
    ...Object.fromEntries(account.rejected),
  };
}

const none = { lines: 0, accepted: 0, duplicate: 0, ignored: 0, incomplete: 0, dropped: 0 };

const staticLines = encodeMessage({
  kind: 'static',
  type: 5,
  mmsi: mmsiFromNumber(503_000_001),
  name: 'NORTH STAR',
});

describe('FeedPipeline', () => {
  it('turns a line into a queued message with its reception', () => {
    const stream = new FeedStream();
    const pipeline = stream.open({ name: 'gladstone', source: 'replay' });
    const time = stream.clock.time - 3_000;
    const line = positionLine({}, { station: 'hill', time });
    pipeline.push(bytes(line));
    const [queued] = stream.take();
    expect(queued?.message).toMatchObject({ kind: 'position', mmsi: '503000001', sogKnots: 7 });
    expect(queued?.reception).toMatchObject({
      feed: 'gladstone',
      source: 'replay',
      stations: ['hill'],
      time,
      receivedAt: stream.clock.time,
      isTimeTrusted: true,
      raw: line.trimEnd(),
    });
    expect(counts(pipeline)).toEqual({ ...none, lines: 1, accepted: 1 });
  });

  it('counts every line as exactly one thing', () => {
    const pipeline = new FeedStream().open();
    const line = positionLine();
    const text = [
      line,
      line,
      line.replace(/\*../, '*zz'),
      '$GPVTG,,T,,M,0.0,N,0.0,K*4E\r\n',
      '\r\n',
      `${staticLines[0] ?? ''}\r\n`,
      `${'x'.repeat(5_000)}\n`,
      'last line without an end',
    ].join('');
    pipeline.push(bytes(text));
    pipeline.finish();
    expect(counts(pipeline)).toEqual({
      ...none,
      lines: 8,
      accepted: 1,
      duplicate: 1,
      checksum: 1,
      ignored: 3,
      incomplete: 1,
      'line-too-long': 1,
    });
  });

  it('gives the same counts wherever the bytes are cut', () => {
    const text = bytes(positionLine() + staticLines.join('\r\n') + '\r\nnoise\n' + positionLine());
    for (const size of [1, 2, 3, 7, 50]) {
      const pipeline = new FeedStream().open();
      for (let at = 0; at < text.length; at += size) pipeline.push(text.subarray(at, at + size));
      pipeline.finish();
      const expected = { ...none, lines: 5, accepted: 3, duplicate: 1, ignored: 1 };
      expect(counts(pipeline)).toEqual(expected);
    }
  });

  it('counts each message once, by type, however many lines it has', () => {
    const pipeline = new FeedStream().open();
    pipeline.push(bytes(`${staticLines.join('\n')}\n${positionLine()}`));
    expect([...pipeline.account.messages]).toEqual([
      [5, 1],
      [1, 1],
    ]);
    expect(pipeline.account.accepted).toBe(3);
  });

  it('counts all lines of a copy', () => {
    const pipeline = new FeedStream().open();
    const text = `${staticLines.join('\n')}\n`;
    pipeline.push(bytes(text + text));
    expect(counts(pipeline)).toEqual({ ...none, lines: 4, accepted: 2, duplicate: 2 });
  });

  it('finds copies over all feeds, and adds their stations while the message waits', () => {
    const stream = new FeedStream();
    const time = stream.clock.time;
    const [one, two] = [stream.open({ name: 'one' }), stream.open({ name: 'two' })];
    one.push(bytes(positionLine({}, { station: 'hill', time })));
    two.push(bytes(positionLine({}, { station: 'pier', time: time + 2_000, talker: 'BS' })));
    two.push(bytes(positionLine({}, { station: 'hill', time: time + 4_000, channel: 'B' })));
    expect(counts(two)).toEqual({ ...none, lines: 2, duplicate: 2 });
    const queued = stream.take();
    expect(queued).toHaveLength(1);
    expect(queued[0]?.reception.stations).toEqual(['hill', 'pier']);
  });

  it('adds the station of a copy by itself once the message was taken, at the time of the message', () => {
    const stream = new FeedStream();
    const pipeline = stream.open();
    const time = stream.clock.time;
    pipeline.push(bytes(positionLine({}, { station: 'hill', time })));
    stream.take();
    pipeline.push(bytes(positionLine({}, { station: 'pier', time: time + 5_000 })));
    pipeline.push(bytes(positionLine({}, { station: 'pier', time: time + 6_000 })));
    const added = stream.take();
    expect(added).toHaveLength(1);
    expect(added[0]).toMatchObject({ reception: { stations: ['pier'], time }, sighting: null });
    expect(counts(pipeline)).toEqual({ ...none, lines: 3, accepted: 1, duplicate: 2 });
  });

  it('takes what a repeater sends again for a copy', () => {
    const pipeline = new FeedStream().open();
    pipeline.push(bytes(positionLine({ repeat: 0 }) + positionLine({ repeat: 2 })));
    expect(counts(pipeline)).toEqual({ ...none, lines: 2, accepted: 1, duplicate: 1 });
  });

  it('does not remember what it has refused: a sound copy counts', () => {
    const pipeline = new FeedStream().open();
    const line = positionLine();
    pipeline.push(bytes(line.replace(/\*../, '*zz') + line));
    expect(counts(pipeline)).toEqual({ ...none, lines: 2, accepted: 1, checksum: 1 });
  });

  it('refuses reports from before the retention', () => {
    const stream = new FeedStream(1_000, HOUR);
    const pipeline = stream.open();
    pipeline.push(bytes(positionLine({}, { time: stream.clock.time - 2 * HOUR })));
    expect(counts(pipeline)).toEqual({ ...none, lines: 1, 'too-old': 1 });
    expect(stream.take()).toEqual([]);
  });

  it('takes reports of any age of a recorded feed', () => {
    const stream = new FeedStream(1_000, HOUR);
    const pipeline = stream.open({ timePolicy: 'recorded' });
    const time = Date.UTC(2012, 0, 27, 11, 46, 59);
    pipeline.push(bytes(positionLine({}, { time })));
    expect(stream.take()[0]?.reception).toMatchObject({ time, isTimeTrusted: true });
  });

  it('drops and counts what finds no room, and takes a later copy of it', () => {
    const stream = new FeedStream(1);
    const pipeline = stream.open();
    const other = positionLine({ mmsi: mmsiFromNumber(503_000_002) });
    pipeline.push(bytes(positionLine() + other));
    expect(counts(pipeline)).toEqual({ ...none, lines: 2, accepted: 2, dropped: 1 });
    stream.take();
    stream.queue.settle(1);
    pipeline.push(bytes(other));
    expect(stream.take()[0]?.message.mmsi).toBe('503000002');
  });

  it('counts binary messages without queueing them, and knows their copies', () => {
    const stream = new FeedStream();
    const pipeline = stream.open();
    const binary = '!AIVDM,1,1,,A,85Mwp`1Kf3aCnsNvBWLi=wQuNhA5t43N`5nCuI=p<IBfVqnMgPGs,0*47\n';
    pipeline.push(bytes(binary + binary));
    expect(counts(pipeline)).toEqual({ ...none, lines: 2, accepted: 1, duplicate: 1 });
    expect([...pipeline.account.messages]).toEqual([[8, 1]]);
    expect(stream.take()).toEqual([]);
  });

  it('settles fragments whose time is over when it is swept, and reports them to the feed', async () => {
    const stream = new FeedStream();
    const pipeline = stream.open();
    pipeline.push(bytes(`${staticLines[0] ?? ''}\n`));
    stream.clock.time += 60_000;
    pipeline.sweep();
    const text = await stream.registry.metrics();
    expect(text).toContain('porttrack_ais_sentences_total{feed="north",outcome="incomplete"} 1');
  });

  it('reports its counts and begins again at zero', async () => {
    const stream = new FeedStream();
    const pipeline = stream.open();
    pipeline.push(bytes(positionLine() + positionLine()));
    pipeline.report();
    pipeline.report();
    const text = await stream.registry.metrics();
    expect(text).toContain('porttrack_ais_sentences_total{feed="north",outcome="accepted"} 1');
    expect(text).toContain('porttrack_ais_sentences_total{feed="north",outcome="duplicate"} 1');
    expect(text).toContain('porttrack_ais_messages_total{type="1"} 1');
    expect(counts(pipeline)).toEqual(none);
  });

  it('takes any bytes', () => {
    const stream = new FeedStream();
    const pipeline = stream.open();
    let seed = 1;
    for (let round = 0; round < 200; round++) {
      const noise = Buffer.alloc(997);
      for (let i = 0; i < noise.length; i++) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        noise[i] = seed >>> 16;
      }
      pipeline.push(noise);
    }
    pipeline.finish();
    const { account } = pipeline;
    const { accepted, duplicate, ignored, incomplete, rejectedLines } = account;
    expect(accepted + duplicate + ignored + incomplete + rejectedLines).toBe(account.lines);
    expect(account.lines).toBeGreaterThan(500);
  });
});
