import { reportTime, type ReportTime } from './report-time.js';

const received = Date.UTC(2026, 2, 1, 12, 34, 40);
const HOUR = 3600_000;

const untrusted: ReportTime = { time: received, isTimeTrusted: false };

function trusted(time: number): ReportTime {
  return { time, isTimeTrusted: true };
}

function claims(stationTime: number | null, utcSecond: number | null = null) {
  return { receivedAt: received, stationTime, utcSecond };
}

describe('the policy "receiver"', () => {
  it("takes the station's time from 24 h old to 30 s ahead", () => {
    expect(reportTime('receiver', claims(received - 24 * HOUR))).toEqual(
      trusted(received - 24 * HOUR),
    );
    expect(reportTime('receiver', claims(received + 30_000))).toEqual(trusted(received + 30_000));
  });

  it('takes our time, flagged, for a station that is further off', () => {
    expect(reportTime('receiver', claims(received - 24 * HOUR - 1))).toEqual(untrusted);
    expect(reportTime('receiver', claims(received + 30_001))).toEqual(untrusted);
  });

  it('takes our time, flagged, where the station gives none, whatever second the report tells', () => {
    expect(reportTime('receiver', claims(null, 12))).toEqual(untrusted);
  });

  it('puts the second of the report into the minute of the station', () => {
    const heard = Date.UTC(2026, 2, 1, 12, 34, 38, 250);
    expect(reportTime('receiver', claims(heard, 35))).toEqual(
      trusted(Date.UTC(2026, 2, 1, 12, 34, 35)),
    );
  });

  it('puts it a little ahead when the clock of the station is slow', () => {
    const heard = Date.UTC(2026, 2, 1, 12, 34, 35);
    expect(reportTime('receiver', claims(heard, 37))).toEqual(
      trusted(Date.UTC(2026, 2, 1, 12, 34, 37)),
    );
  });

  it('keeps the time of the station when the second is of the minute before or after', () => {
    const early = Date.UTC(2026, 2, 1, 12, 34, 3);
    const late = Date.UTC(2026, 2, 1, 12, 33, 59);
    expect(reportTime('receiver', claims(early, 58))).toEqual(trusted(early));
    expect(reportTime('receiver', claims(late, 1))).toEqual(trusted(late));
  });
});

describe('the policy "server"', () => {
  it('always takes our time, unflagged and unrefined', () => {
    expect(reportTime('server', claims(received - 5_000, 12))).toEqual(trusted(received));
    expect(reportTime('server', claims(null))).toEqual(trusted(received));
  });
});

describe('the policy "recorded"', () => {
  it('takes any past time', () => {
    const longAgo = Date.UTC(2012, 0, 27, 11, 46, 59);
    expect(reportTime('recorded', claims(longAgo))).toEqual(trusted(longAgo));
  });

  it('refines it like any other', () => {
    const longAgo = Date.UTC(2012, 0, 27, 11, 46, 59);
    expect(reportTime('recorded', claims(longAgo, 57))).toEqual(trusted(longAgo - 2_000));
  });

  it('takes our time, flagged, for a time to come or none', () => {
    expect(reportTime('recorded', claims(received + 60_000))).toEqual(untrusted);
    expect(reportTime('recorded', claims(null))).toEqual(untrusted);
  });
});
