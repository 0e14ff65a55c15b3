import fc from 'fast-check';
import { SseParser, type ServerSentEvent } from '../../../web/src/api/sse-parser.js';

/** A stream as the service writes it, with one event of each shape. */
const stream = [
  ': heartbeat\n\n',
  'id: 7\nevent: position\ndata: {"a":1}\n\n',
  'data: first\ndata: second\n\n',
  'id: 8\n\n',
  'event: goodbye\r\ndata:{"reason":"drain"}\r\n\r\n',
].join('');

const events: ServerSentEvent[] = [
  { id: '7', type: 'position', data: '{"a":1}' },
  { id: '7', type: 'message', data: 'first\nsecond' },
  { id: '8', type: 'goodbye', data: '{"reason":"drain"}' },
];

describe('SseParser', () => {
  it('gives type, data and the last id of each event, and nothing for comments', () => {
    expect(new SseParser().push(stream)).toEqual(events);
  });

  it('gives the same events however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: stream.length }), { maxLength: 12 }), (cuts) => {
        const parser = new SseParser();
        const edges = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const seen = edges
          .slice(1)
          .flatMap((end, index) => parser.push(stream.slice(edges[index], end)));
        expect(seen).toEqual(events);
      }),
    );
  });

  it('holds back an event that is not finished', () => {
    const parser = new SseParser();
    expect(parser.push('data: half')).toEqual([]);
    expect(parser.push(' done\n\n')).toEqual([{ id: '', type: 'message', data: 'half done' }]);
  });

  it('resumes after an id that came without data', () => {
    const parser = new SseParser('5');
    expect(parser.lastEventId).toBe('5');
    parser.push('id: 6\n\n');
    expect(parser.lastEventId).toBe('6');
  });

  it('does not take an id with a zero byte', () => {
    const parser = new SseParser('5');
    parser.push('id: 6\0\ndata: x\n\n');
    expect(parser.lastEventId).toBe('5');
  });

  it('skips a byte order mark and fields it does not know', () => {
    const parser = new SseParser();
    expect(parser.push('\uFEFFretry: 10\nnonsense\ndata:x\n\n')).toEqual([
      { id: '', type: 'message', data: 'x' },
    ]);
  });
});
