import type { PassageResponse } from './passages.dto.js';
import type { TrafficEventResponse } from './traffic-events.dto.js';

declare module '../events/stream-event.js' {
  interface StreamEventMap {
    /** A passage is new, or is another than before. */
    passage: PassageResponse;
    /** An excess on a passage begins, grows, ends or is withdrawn. */
    'traffic-event': TrafficEventResponse;
  }
}
