import type { ComponentCases } from '../rule-case.js';

const heard = (pod: string): string =>
  `porttrack_feed_last_message_timestamp_seconds{job="porttrack-api",pod="${pod}",feed="north"}`;
const threshold = (pod: string): string =>
  `porttrack_feed_silence_threshold_seconds{job="porttrack-api",pod="${pod}",feed="north"}`;
const committed = (le: string): string =>
  `porttrack_ingest_commit_seconds_bucket{job="porttrack-api",le="${le}"}`;
const queue = 'porttrack_ingest_queue_messages{job="porttrack-api",instance="10.0.0.7:9464"}';
const limit = 'porttrack_ingest_queue_limit_messages{job="porttrack-api",instance="10.0.0.7:9464"}';
const dropped = 'porttrack_ingest_dropped_total{job="porttrack-api",feed="north"}';
const sentences = (outcome: string): string =>
  `porttrack_ais_sentences_total{job="porttrack-api",feed="north",outcome="${outcome}"}`;
const north = { feed: 'north' };

/** The way from a receiver to the database. The test's clock starts at Unix time 0. */
export const ingestCases: ComponentCases = {
  alerts: [
    {
      alert: 'PortTrackFeedSilent',
      when: 'nothing comes for longer than the threshold of 60 s',
      input: {
        [heard('a')]: '0+30x10 300x20 960+30x10',
        [threshold('a')]: '60x50',
      },
      firesAt: '7m15s',
      resolvesAt: '16m',
      labels: north,
      value: '135',
    },
    {
      alert: 'PortTrackFeedSilent',
      when: 'the only instance that had heard it was replaced',
      input: {
        [heard('a')]: '0+30x10 stale',
        [threshold('a')]: '60x10 stale',
        [heard('b')]: '_x32 960+30x10',
        [threshold('b')]: '_x32 60x10',
      },
      firesAt: '7m15s',
      resolvesAt: '16m',
      labels: north,
      value: '135',
    },
    {
      alert: 'PortTrackFeedSilent',
      when: 'a receiver that is dialled has never sent',
      input: { [threshold('a')]: '60x50', [heard('a')]: '_x20 600+30x20' },
      firesAt: '1m',
      resolvesAt: '10m',
      labels: north,
      value: '60',
    },
    {
      alert: 'PortTrackIngestLag',
      when: 'commits take longer than 5 s',
      input: {
        [committed('5')]: '0+30x4 120x15 150+30x20',
        [committed('10')]: '0+30x50',
        [committed('+Inf')]: '0+30x50',
      },
      firesAt: '7m30s',
      resolvesAt: '12m',
      value: '9.75s',
    },
    {
      alert: 'PortTrackIngestQueueFilling',
      when: 'three quarters of the places are taken',
      input: { [queue]: '0x4 15000x20 100x10', [limit]: '20000x50' },
      firesAt: '4m30s',
      resolvesAt: '13m',
      labels: { job: 'porttrack-api', instance: '10.0.0.7:9464' },
      value: '75%',
    },
    {
      alert: 'PortTrackMessagesDropped',
      when: 'forty were dropped at once',
      input: { [dropped]: '0x4 40x40' },
      firesAt: '3m30s',
      resolvesAt: '7m30s',
      labels: north,
      value: '40',
    },
    {
      alert: 'PortTrackLinesRejected',
      when: 'a third of the lines is rejected',
      input: { [sentences('rejected')]: '0x4 15+15x29 450x60', [sentences('accepted')]: '0+30x90' },
      firesAt: '13m',
      resolvesAt: '25m15s',
      labels: north,
      value: '33.33%',
    },
  ],
  silent: [
    {
      alert: 'PortTrackFeedSilent',
      when: 'messages go on at another instance',
      input: {
        [heard('a')]: '0+30x10 stale',
        [threshold('a')]: '60x10 stale',
        [heard('b')]: '_x11 330+30x40',
        [threshold('b')]: '_x11 60x40',
      },
      silentAt: ['7m', '10m', '20m'],
    },
    {
      alert: 'PortTrackFeedSilent',
      when: 'a replay has ended, which has no threshold',
      input: { [heard('a')]: '0+30x10 300x40' },
      silentAt: ['10m', '20m'],
    },
    {
      alert: 'PortTrackLinesRejected',
      when: 'a feed has sent one line, and that was wrong',
      input: { [sentences('rejected')]: '0x4 1x60', [sentences('accepted')]: '0x60' },
      silentAt: ['5m', '13m', '15m'],
    },
  ],
  records: [
    {
      record: 'feed:ais_sentences:rate2m',
      input: { [sentences('accepted')]: '0+60x20', [sentences('duplicate')]: '0+15x20' },
      at: '5m',
      samples: {
        '{feed="north",outcome="accepted"}': 2,
        '{feed="north",outcome="duplicate"}': 0.5,
      },
    },
    {
      record: 'feed:ais_sentences_rejected:ratio_rate10m',
      input: { [sentences('accepted')]: '0+90x40', [sentences('rejected')]: '0+10x40' },
      at: '15m',
      samples: { '{feed="north"}': 0.1 },
    },
    {
      record: 'feed:last_message_age:seconds',
      input: { [heard('a')]: '100x20', [heard('b')]: '250x20' },
      at: '5m',
      samples: { '{feed="north"}': 50 },
    },
    {
      record: 'porttrack:ingest_commit_seconds:p95_rate2m',
      input: {
        [committed('0.1')]: '0+15x20',
        [committed('0.25')]: '0+30x20',
        [committed('+Inf')]: '0+30x20',
      },
      at: '5m',
      samples: { '{}': 0.235 },
    },
    {
      record: 'instance:ingest_queue:ratio',
      input: { [queue]: '5000x20', [limit]: '20000x20' },
      at: '5m',
      samples: { '{job="porttrack-api",instance="10.0.0.7:9464"}': 0.25 },
    },
    {
      record: 'feed:ingest_dropped:increase5m',
      input: { [dropped]: '0x10 7x20' },
      at: '7m',
      samples: { '{feed="north"}': 7 },
    },
  ],
};
