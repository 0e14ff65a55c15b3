import { Injectable } from '@nestjs/common';

import { hasRole, type Principal } from '../auth/principal.js';
import { Clock } from '../clock/clock.js';
import type { PortCall } from '../port-calls/port-calls.service.js';
import { BerthsService, type Berth } from '../ports/berths.service.js';
import { TidesService } from '../ports/tides.service.js';
import { VesselRegisterService } from '../vessels/vessel-register.service.js';
import type { BookedStay, BookingFit, BookingOverride } from './booking.js';
import { BookingUnfitError, OverrideForbiddenError } from './bookings.errors.js';
import { checkFit, type FitFinding } from './fit-rules.js';
import { referred } from './referred.js';

/** Who asks for a stay that may break rules, and why it should be let be. */
export interface Asking {
  readonly caller: Principal;
  /** `null`: broken rules are refused. */
  readonly overrideReason: string | null;
  /** What a harbour master has let be of this booking before. */
  readonly earlier: BookingOverride | null;
}

/** A stay that may be booked. */
export interface Assessment {
  readonly fit: BookingFit;
  readonly override: BookingOverride | null;
}

/** Asks the rules of fit about a stay, and lets a harbour master override them. */
@Injectable()
export class BookingAssessor {
  constructor(
    private readonly berths: BerthsService,
    private readonly tides: TidesService,
    private readonly vessels: VesselRegisterService,
    private readonly clock: Clock,
  ) {}

  /** Epoch ms. */
  now(): number {
    return this.clock.now();
  }

  /**
   * The berth that a request names, held until the open transaction ends: bookings of one berth take
   * turns, so that none of two that race waits for the other in the constraint.
   * @throws BookingFieldError where there is none
   */
  async berth(id: string): Promise<Berth> {
    return await referred('/berthId', this.berths.held(id));
  }

  /**
   * Judges a stay at a berth that is held.
   * @throws BookingUnfitError with every rule that is broken, unless they are overridden
   * @throws OverrideForbiddenError
   */
  async assess(
    stay: BookedStay,
    { berth, call }: { readonly berth: Berth; readonly call: PortCall },
    asking: Asking,
  ): Promise<Assessment> {
    const findings = await this.findings(stay, berth, call);
    const failed = findings.filter(({ outcome }) => outcome === 'failed');
    const now = this.clock.now();
    const fit = { checkedAt: now, findings };
    if (failed.length === 0) return { fit, override: null };
    const { caller, overrideReason, earlier } = asking;
    if (overrideReason === null) {
      if (earlier !== null && isCovered(failed, earlier)) return { fit, override: earlier };
      throw new BookingUnfitError(failed);
    }
    if (!hasRole(caller, 'harbour-master', 'admin')) throw new OverrideForbiddenError();
    return { fit, override: { reason: overrideReason, findings: failed, at: now } };
  }

  private async findings(stay: BookedStay, berth: Berth, call: PortCall): Promise<FitFinding[]> {
    const vessel = await this.vessels.get(call.vesselId);
    const tide = await this.tides.during(berth.locode, berth.depthDatum, stay);
    const closures = await this.berths.closuresIn([berth], stay);
    const { from, to, metres, cargoKind } = stay;
    const draughtMetres =
      stay.draughtMetres ?? call.arrivalDraughtMetres ?? vessel.maxDraughtMetres;
    return checkFit({
      berth,
      closures,
      vessel,
      draughtMetres,
      metres,
      from,
      to,
      cargoKind,
      tide,
    });
  }
}

/** Whether everything that is broken was let be before, with the same numbers. */
function isCovered(failed: readonly FitFinding[], earlier: BookingOverride): boolean {
  return failed.every(({ rule, needed, available }) =>
    earlier.findings.some(
      (known) => known.rule === rule && known.needed === needed && known.available === available,
    ),
  );
}
