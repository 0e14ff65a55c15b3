import type { ClaimResponse } from './claims.dto.js';
import type { PortCallResponse } from './port-calls.dto.js';

declare module '../events/stream-event.js' {
  interface StreamEventMap {
    /** A port call is new, or is another than before. */
    'port-call': PortCallResponse;
    /** A claim was recorded or rejected; it names nobody. */
    claim: ClaimResponse;
  }
}
