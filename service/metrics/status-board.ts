import { Injectable } from '@nestjs/common';

/** What a room says of itself, as it stands in the detailed health answer: plain JSON values. */
export type StatusReport = Readonly<Record<string, unknown>>;

/**
 * Where rooms post how they fare, for the detailed health answer of the operations port: so that
 * health/ need not know them.
 */
@Injectable()
export class StatusBoard {
  private readonly rooms = new Map<string, () => StatusReport>();

  /** `read` is called whenever somebody asks: it must be quick, and ask no other server. */
  post(room: string, read: () => StatusReport): void {
    this.rooms.set(room, read);
  }

  /** What every room says now, by room. */
  read(): [string, StatusReport][] {
    return [...this.rooms].map(([room, read]) => [room, read()]);
  }
}
