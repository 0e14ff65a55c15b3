import type { TargetEventResponse } from './target-events.dto.js';

declare module '../../events/stream-event.js' {
  interface StreamEventMap {
    /** A target in a port is lost, a ghost, heard again, jumps, or contradicts what was concluded. */
    'target-event': TargetEventResponse;
  }
}
