import type { WorkPeriod } from './rest-hours.js';
import type { StaffRole } from './staff-role.js';

/** A person who works in the port. Times in this file are epoch ms. */
export interface StaffMember {
  readonly id: string;
  readonly version: number;
  /** UN/LOCODE of the port. */
  readonly locode: string;
  /** Code of the terminal that it works for; `null`: for the port. */
  readonly terminal: string | null;
  /** `null` once erased. */
  readonly name: string | null;
  readonly contact: string | null;
  readonly roles: readonly StaffRole[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly erasedAt: number | null;
}

/** That somebody may work in a role. */
export interface StaffCertificate {
  readonly id: string;
  readonly staffId: string;
  readonly role: StaffRole;
  readonly number: string | null;
  readonly validFrom: number;
  /** Not included; `null`: without end. */
  readonly validTo: number | null;
}

/** When somebody can be assigned. */
export interface StaffShift {
  readonly id: string;
  readonly version: number;
  readonly staffId: string;
  readonly locode: string;
  readonly from: number;
  /** Not included. */
  readonly to: number;
  readonly createdAt: number;
}

/** What somebody is assigned to: exactly one is not `null`. */
export interface AssignmentSubject {
  readonly cargoOperationId: string | null;
  readonly passageId: string | null;
  readonly berthId: string | null;
}

/** Who works in which role on what, and when. */
export interface StaffAssignment extends AssignmentSubject {
  readonly id: string;
  readonly version: number;
  readonly staffId: string;
  readonly locode: string;
  readonly role: StaffRole;
  readonly from: number;
  /** Not included. */
  readonly to: number;
  readonly state: 'planned' | 'cancelled';
  readonly cancelReason: string | null;
  readonly createdAt: number;
}

/** Work that is planned, with the assignment that says so. */
export interface PlannedWork extends WorkPeriod {
  readonly assignmentId: string;
}

/** What decides whether somebody can take an assignment. */
export interface Candidate {
  readonly member: StaffMember;
  readonly certificates: readonly StaffCertificate[];
  /** Of at least a week before and after the time in question, as is `work`. */
  readonly shifts: readonly StaffShift[];
  readonly work: readonly PlannedWork[];
}
