import { Injectable } from '@nestjs/common';

import { BerthsService } from '../ports/berths.service.js';
import { PassagesService } from '../traffic/passages.service.js';
import { CargoOperationsService } from './cargo-operations.service.js';
import { referenced } from './operation-authority.js';
import { OperationConflictError } from './operations.errors.js';
import type { AssignmentSubject, StaffAssignment } from './staff-member.js';

/** Where work is. */
export interface WorkPlace {
  /** UN/LOCODE. */
  readonly locode: string;
  /** Code of the terminal; `null`: at none. */
  readonly terminal: string | null;
}

/** What people are assigned to. */
@Injectable()
export class AssignmentSubjects {
  constructor(
    private readonly operations: CargoOperationsService,
    private readonly berths: BerthsService,
    private readonly passages: PassagesService,
  ) {}

  /**
   * @throws {OperationRuleError} when what the body refers to does not exist.
   * @throws {OperationConflictError} when it is cancelled.
   */
  async placeOf(subject: AssignmentSubject): Promise<WorkPlace> {
    const { cargoOperationId, passageId, berthId } = subject;
    if (cargoOperationId !== null) return await this.operationPlace(cargoOperationId);
    if (passageId !== null) return await this.passagePlace(passageId);
    if (berthId !== null) return await this.berthPlace(berthId);
    throw new Error('an assignment to nothing');
  }

  /** Where an assignment's work is, whatever became of it since. */
  async workPlaceOf(assignment: StaffAssignment): Promise<WorkPlace> {
    const { cargoOperationId, berthId, locode } = assignment;
    const operation =
      cargoOperationId === null ? null : await this.operations.get(cargoOperationId);
    const at = operation?.berthId ?? berthId;
    return at === null ? { locode, terminal: null } : await this.berthPlace(at);
  }

  /** Tells the passage who its pilot is, when that is what was assigned; `null`: nobody any more. */
  async tellPilot(assignment: StaffAssignment, staffId: string | null): Promise<void> {
    if (assignment.passageId === null || assignment.role !== 'pilot') return;
    await this.passages.setPilot(assignment.passageId, staffId);
  }

  private async operationPlace(id: string): Promise<WorkPlace> {
    const { berthId, state } = await referenced('/cargoOperationId', () => this.operations.get(id));
    if (state === 'cancelled') throw cancelled('/cargoOperationId', `cargo operation ${id}`);
    return await this.berthPlace(berthId);
  }

  private async passagePlace(id: string): Promise<WorkPlace> {
    const { locode, state } = await referenced('/passageId', () => this.passages.get(id));
    if (state === 'cancelled') throw cancelled('/passageId', `passage ${id}`);
    return { locode, terminal: null };
  }

  private async berthPlace(id: string): Promise<WorkPlace> {
    const { locode, terminal } = await referenced('/berthId', () => this.berths.get(id));
    return { locode, terminal };
  }
}

function cancelled(pointer: string, what: string): OperationConflictError {
  return new OperationConflictError(`The ${what} is cancelled.`, [
    { pointer, detail: `the ${what} is cancelled` },
  ]);
}
