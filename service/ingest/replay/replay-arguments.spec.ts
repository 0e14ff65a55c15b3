import { parseReplayArguments, ReplayUsageError } from './replay-arguments.js';

describe('parseReplayArguments', () => {
  it('posts to the local service at the recorded pace unless told otherwise', () => {
    expect(parseReplayArguments(['log.nmea'])).toEqual({
      file: 'log.nmea',
      speed: 1,
      isRecorded: false,
      target: { kind: 'http', url: 'http://127.0.0.1:3000' },
    });
  });

  it('takes options in any place, with a space or an equals sign', () => {
    const words = ['--speed=max', 'log.nmea', '--to', '[::1]:10110', '--recorded'];
    expect(parseReplayArguments(words)).toEqual({
      file: 'log.nmea',
      speed: 'max',
      isRecorded: true,
      target: { kind: 'tcp', host: '::1', port: 10_110 },
    });
  });

  it('takes a speed and another service', () => {
    const words = ['log.nmea', '--speed', '10', '--url', 'https://port.example/'];
    expect(parseReplayArguments(words)).toMatchObject({
      speed: 10,
      target: { kind: 'http', url: 'https://port.example' },
    });
  });

  it.each([
    [[], 'Which file? None is named.'],
    [['a', 'b'], 'One file at a time: a b'],
    [['a', '--fast'], 'There is no option --fast.'],
    [['a', '--speed'], '--speed needs a value.'],
    [['a', '--speed', '0'], '--speed is a number from 0.1 to 1000, or max; not 0.'],
    [['a', '--to', '10110'], '--to is HOST:PORT, such as 127.0.0.1:10110; not 10110.'],
    [['a', '--to', 'h:99999'], '--to is HOST:PORT, such as 127.0.0.1:10110; not h:99999.'],
    [['a', '--url', 'ftp://x'], '--url is an http or https address; not ftp://x.'],
    [['a', '--to', 'h:1', '--url', 'http://x'], '--to and --url exclude each other.'],
  ])('says what is wrong with %j', (words, message) => {
    expect(() => parseReplayArguments(words)).toThrow(new ReplayUsageError(message));
  });
});
