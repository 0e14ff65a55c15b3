import { Feed } from './feed.js';
import { LineAccount } from './line-account.js';
import { IngestMetrics } from '../metrics/ingest-metrics.js';
import { MetricsRegistry } from '../metrics/metrics-registry.js';
import { newFeedConfig } from './testing/feed-stream.js';
import type { FeedConfig } from '../config/config.js';

const noon = Date.UTC(2026, 2, 1, 12);

function newFeed(choices: Partial<FeedConfig> = {}): Feed {
  return new Feed(newFeedConfig(choices), new IngestMetrics(new MetricsRegistry()));
}

function hear(feed: Feed, at: number, count = 1): void {
  const account = new LineAccount();
  account.heard = count;
  account.lastMessageAt = at;
  feed.absorb(account);
}

describe('the state of a feed', () => {
  it('is "stopped" before it is read', () => {
    expect(newFeed().stateAt(noon)).toBe('stopped');
  });

  it('is "live" until nothing has come for longer than its threshold, then "silent"', () => {
    const feed = newFeed({ silenceSeconds: 60 });
    feed.setTransport('open', noon);
    expect(feed.stateAt(noon + 60_000)).toBe('live');
    expect(feed.stateAt(noon + 60_001)).toBe('silent');
    hear(feed, noon + 90_000);
    expect(feed.stateAt(noon + 150_000)).toBe('live');
    expect(feed.stateAt(noon + 150_001)).toBe('silent');
  });

  it('is "connecting" while it is dialled', () => {
    const feed = newFeed({ kind: 'tcp-client' });
    feed.setTransport('connecting', noon);
    expect(feed.stateAt(noon)).toBe('connecting');
  });

  it('starts its threshold anew with each connection', () => {
    const feed = newFeed({ kind: 'tcp-client', silenceSeconds: 60 });
    feed.setTransport('open', noon);
    feed.setTransport('connecting', noon + 100_000);
    feed.setTransport('open', noon + 200_000);
    expect(feed.stateAt(noon + 260_000)).toBe('live');
  });

  it('of an HTTP feed that nobody has used is "stopped"', () => {
    const feed = newFeed({ kind: 'http' });
    feed.setTransport('open', noon);
    expect(feed.stateAt(noon)).toBe('stopped');
    hear(feed, noon);
    expect(feed.stateAt(noon)).toBe('live');
    expect(feed.stateAt(noon + 200_000)).toBe('silent');
  });

  it('of a replay that has ended is "stopped"', () => {
    const feed = newFeed({ kind: 'http', source: 'replay' });
    feed.setTransport('open', noon);
    hear(feed, noon);
    expect(feed.stateAt(noon + 200_000)).toBe('stopped');
  });
});

describe('the rate of a feed', () => {
  it('is that of the last minute', () => {
    const feed = newFeed();
    expect(feed.rateAt(noon)).toBe(0);
    hear(feed, noon, 300);
    expect(feed.rateAt(noon + 30_000)).toBe(10);
    expect(feed.rateAt(noon + 60_000)).toBe(5);
    expect(feed.rateAt(noon + 90_001)).toBe(0);
  });

  it('does not depend on how often it is asked for', () => {
    const feed = newFeed();
    feed.rateAt(noon);
    hear(feed, noon, 60);
    for (let i = 1; i < 1_000; i++) feed.rateAt(noon + i);
    expect(feed.rateAt(noon + 6_000)).toBe(10);
  });
});

describe('absorbing counts', () => {
  it('adds rejections up by reason, and clears what it took', () => {
    const feed = newFeed();
    const account = new LineAccount();
    account.reject('checksum', 2);
    feed.absorb(account);
    account.reject('checksum', 1);
    account.reject('short', 1);
    feed.absorb(account);
    expect(Object.fromEntries(feed.rejected)).toEqual({ checksum: 3, short: 1 });
    expect(account.rejectedLines).toBe(0);
  });

  it('keeps the time of the last message when later lines bring none', () => {
    const feed = newFeed();
    hear(feed, noon);
    feed.absorb(new LineAccount());
    expect(feed.lastMessageAt).toBe(noon);
  });
});

describe('the silence threshold among the metrics', () => {
  const thresholds = async (choices: Partial<FeedConfig>, isHeard: boolean): Promise<unknown> => {
    const registry = new MetricsRegistry();
    const config = newFeedConfig({ silenceSeconds: 60, ...choices });
    const feed = new Feed(config, new IngestMetrics(registry));
    if (isHeard) hear(feed, noon);
    const [metric] = (await registry.getMetricsAsJSON()).filter(
      ({ name }) => name === 'porttrack_feed_silence_threshold_seconds',
    );
    return metric?.values;
  };
  const north = [{ labels: { feed: 'north' }, value: 60 }];

  it('stands there from the start for a receiver that is dialled', async () => {
    expect(await thresholds({ kind: 'tcp-client' }, false)).toEqual(north);
  });

  it('waits for the first message where senders come by themselves', async () => {
    expect(await thresholds({ kind: 'udp' }, false)).toEqual([]);
    expect(await thresholds({ kind: 'udp' }, true)).toEqual(north);
  });

  it('is absent for a replay, which may end', async () => {
    expect(await thresholds({ kind: 'http', source: 'replay' }, true)).toEqual([]);
  });
});
