import type { AisMessage } from '../ais/message.js';
import type { Reception } from '../ais/reception.js';
import type { PositionReport } from '../positions/position-report.js';
import type { Sighting, StationList } from './deduper.js';

/** Part of the capacity above which senders that can wait are made to wait. */
const HIGH_WATER = 0.8;
/** Part of the capacity below which they go on. */
const LOW_WATER = 0.4;

/** A reception whose stations may still grow while its message waits. */
export type WaitingReception = Omit<Reception, 'stations'> & StationList;

/** Counts what became of the messages of one HTTP request. */
export interface Ticket {
  /** Lines of messages that could not be stored. */
  lostLines: number;
}

/** One message on its way to the database. */
export interface QueuedMessage {
  readonly message: AisMessage;
  readonly reception: WaitingReception;
  /** How copies find it; `null` for a station that is added to a message already taken. */
  readonly sighting: Sighting | null;
  /** Lines that it was made of. */
  readonly lineCount: number;
  /** The request that waits for it; `null` for TCP and UDP, which acknowledge nothing. */
  readonly ticket: Ticket | null;
  /** A position as it was assessed when it was first tried to be written; `null` before. */
  position: PositionReport | null;
}

/**
 * The bounded queue between the feeds and the database, first in first out. What a sender may do
 * depends on what it can: TCP waits above the high water mark, HTTP reserves room for its whole
 * body before it is read, UDP loses what finds no room.
 */
export class IngestQueue {
  #messages: QueuedMessage[] = [];
  #reserved = 0;
  #inFlight = 0;
  #pushed = 0;
  #isAboveHighWater = false;
  readonly #drainListeners = new Set<() => void>();
  #onPush: () => void = () => undefined;

  /** @param capacity messages, 1 or more. */
  constructor(readonly capacity: number) {}

  /** Messages that are not committed yet, those being written included. */
  get size(): number {
    return this.#messages.length + this.#inFlight;
  }

  /** Messages that wait for the next batch. */
  get waiting(): number {
    return this.#messages.length;
  }

  /** Number of the message pushed last, counted from 1; 0 before the first. */
  get lastNumber(): number {
    return this.#pushed;
  }

  /** Whether senders that can wait must wait: from the high water mark until the low one. */
  get isAboveHighWater(): boolean {
    return this.#isAboveHighWater;
  }

  /** Whether one more message without a reservation finds room. */
  get hasRoom(): boolean {
    return this.#used < this.capacity;
  }

  /** Sets aside room for `count` messages. @returns false when there is not enough. */
  reserve(count: number): boolean {
    if (this.#used + count > this.capacity) return false;
    this.#reserved += count;
    this.#noteLevel();
    return true;
  }

  /** Gives back what was reserved and not used. */
  release(count: number): void {
    this.#reserved -= count;
    this.#noteLevel();
  }

  /** Adds a message. @returns false when there is no room; nothing has changed then. */
  push(message: QueuedMessage): boolean {
    if (!this.hasRoom) return false;
    this.#add(message);
    return true;
  }

  /** Adds a message into room that `reserve` set aside, and uses one of it up. */
  pushReserved(message: QueuedMessage): void {
    this.#reserved--;
    this.#add(message);
  }

  /** Takes the oldest messages, at most `count`. They hold their room until `settle`. */
  take(count: number): QueuedMessage[] {
    const taken = count >= this.#messages.length ? this.#messages : this.#messages.slice(0, count);
    this.#messages = count >= this.#messages.length ? [] : this.#messages.slice(count);
    this.#inFlight += taken.length;
    for (const message of taken) message.sighting?.taken();
    return taken;
  }

  /** Frees the room of messages that were taken and are now committed, or lost. */
  settle(count: number): void {
    this.#inFlight -= count;
    this.#noteLevel();
  }

  /** Calls `listener` whenever the level falls below the low water mark. Returns what ends that. */
  onDrain(listener: () => void): () => void {
    this.#drainListeners.add(listener);
    return () => this.#drainListeners.delete(listener);
  }

  /** Calls `listener` after each push: the one writer of this queue. */
  onPush(listener: () => void): void {
    this.#onPush = listener;
  }

  get #used(): number {
    return this.#messages.length + this.#inFlight + this.#reserved;
  }

  #add(message: QueuedMessage): void {
    this.#messages.push(message);
    this.#pushed++;
    this.#noteLevel();
    this.#onPush();
  }

  #noteLevel(): void {
    const used = this.#used;
    if (!this.#isAboveHighWater) {
      this.#isAboveHighWater = used >= this.capacity * HIGH_WATER;
      return;
    }
    if (used > this.capacity * LOW_WATER) return;
    this.#isAboveHighWater = false;
    for (const listener of this.#drainListeners) listener();
  }
}
