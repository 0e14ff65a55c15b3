import type { Socket } from 'node:net';
import { encodeMessage } from '../../service/ais/encoder.js';
import { mmsiFromNumber } from '../../service/ais/mmsi.js';
import type { ServiceProxy } from './proxy.js';

/** What a sender has sent, for the comparison with what is stored. */
export interface SentReport {
  readonly mmsi: number;
  /** Epoch seconds, as in the tag block. */
  readonly time: number;
}

/** Reports are dated from so long ago on, so that a second each is never in the future. */
const datedBackSeconds = 7200;

/**
 * A receiver's line: reports of one vessel at a steady rate over TCP. When the service says good-bye
 * (FIN) it finishes what it has begun, closes, and dials again, as a receiver does.
 */
export class AisSender {
  readonly sent: SentReport[] = [];
  /** Connections that were reset rather than ended: what was in flight on them may be lost. */
  resets = 0;
  #socket: Socket | null = null;
  readonly #closings: Promise<void>[] = [];
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;
  readonly #first = Math.floor(Date.now() / 1000) - datedBackSeconds;

  constructor(
    private readonly proxy: ServiceProxy,
    private readonly mmsi: number,
    private readonly perSecond: number,
  ) {}

  start(): void {
    this.#dial();
    this.#timer = setInterval(() => {
      this.#report();
    }, 1000 / this.perSecond);
  }

  /** Sends no more and closes; resolves when the other side has taken everything. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#socket?.end();
    await Promise.all(this.#closings);
  }

  #dial(): void {
    if (this.#isStopped) return;
    const socket = this.proxy.dial();
    socket.on('connect', () => {
      if (this.#isStopped) socket.end();
      else this.#socket = socket;
    });
    socket.on('error', () => {
      this.resets++;
    });
    // The service is leaving: nothing more on this line.
    socket.on('end', () => {
      if (this.#socket === socket) this.#socket = null;
      socket.end();
    });
    const closed = new Promise<void>((resolve) => {
      socket.on('close', () => {
        resolve();
        if (this.#socket === socket) this.#socket = null;
        setTimeout(() => {
          this.#dial();
        }, 200);
      });
    });
    this.#closings.push(closed);
    socket.resume();
  }

  #report(): void {
    const socket = this.#socket;
    if (socket === null) return;
    const time = this.#first + this.sent.length;
    socket.write(`${lineOf(this.mmsi, this.sent.length, time)}\r\n`);
    this.sent.push({ mmsi: this.mmsi, time });
  }
}

/** A vessel under way to the north at 12 knots, six metres a second. */
function lineOf(mmsi: number, step: number, time: number): string {
  const message = {
    kind: 'position',
    type: 1,
    mmsi: mmsiFromNumber(mmsi),
    lon: -71.7,
    lat: -33.2 + step * 0.000_055_5,
    sogKnots: 12,
    cogDegrees: 0,
    navStatus: 0,
  } as const;
  return encodeMessage(message, { time: time * 1000 }).join('\r\n');
}
