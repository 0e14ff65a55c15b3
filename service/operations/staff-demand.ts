import { Injectable } from '@nestjs/common';

import { Clock } from '../clock/clock.js';
import { BerthsService } from '../ports/berths.service.js';
import { PassagesService } from '../traffic/passages.service.js';
import { CargoOperationsService } from './cargo-operations.service.js';
import { needsOfOperation, within, type Window } from './staff-needs.js';
import type { StaffNeed } from './staffing-gaps.js';

/** More passages than a port has in a month. */
const mostPassages = 10_000;

/** What needs people in a port. */
@Injectable()
export class StaffDemand {
  constructor(
    private readonly operations: CargoOperationsService,
    private readonly passages: PassagesService,
    private readonly berths: BerthsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Needs of cargo operations, and of passages, within a window.
   * @param terminals only of these, `<locode>/<code>`; `null`: all, and the passages.
   * @throws PortNotFoundError
   */
  async of(
    locode: string,
    window: Window,
    terminals: readonly string[] | null,
  ): Promise<StaffNeed[]> {
    const berths = await this.berths.ofPort(locode);
    const seen = berths
      .filter(({ terminal }) => terminals?.includes(`${locode}/${terminal ?? ''}`) ?? true)
      .map(({ id }) => id);
    const now = this.clock.now();
    const operations = await this.operations.atWork(locode, window.from, window.to);
    const cargo = operations
      .filter(({ berthId }) => seen.includes(berthId))
      .flatMap((operation) => needsOfOperation(operation, window, now));
    return terminals === null ? [...cargo, ...(await this.pilots(locode, window))] : cargo;
  }

  private async pilots(locode: string, window: Window): Promise<StaffNeed[]> {
    const { from, to } = window;
    const { items } = await this.passages.list({ port: locode, from, to, limit: mostPassages });
    const passages = items.filter(({ state }) => state !== 'cancelled');
    return passages.flatMap(({ id, plannedStartAt, plannedEndAt }) => {
      const time = within(window, plannedStartAt, plannedEndAt);
      const subject = { cargoOperationId: null, passageId: id, berthId: null };
      return time === null ? [] : [{ ...subject, role: 'pilot' as const, needed: 1, ...time }];
    });
  }
}
