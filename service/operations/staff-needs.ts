import { workOf, type CargoOperation } from './cargo-operation.js';
import { paceOf } from './cargo-rate.js';
import type { StaffNeed } from './staffing-gaps.js';

/** A time, epoch ms, `to` not included. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * What a cargo operation needs within a window: somebody for each crane, and a stevedore for each
 * gang at least, from its (planned) start to its (estimated, else planned) end; what has no end yet
 * needs them to the end of the window.
 * @param now epoch ms.
 */
export function needsOfOperation(
  operation: CargoOperation,
  window: Window,
  now: number,
): StaffNeed[] {
  const time = timeOf(operation, window, now);
  if (time === null) return [];
  const subject = { cargoOperationId: operation.id, passageId: null, berthId: null };
  const means = [
    { role: 'crane' as const, needed: operation.cranes ?? 0 },
    { role: 'stevedore' as const, needed: operation.gangs ?? 0 },
  ];
  return means
    .filter(({ needed }) => needed > 0)
    .map(({ role, needed }) => ({ ...subject, role, needed, ...time }));
}

function timeOf(operation: CargoOperation, window: Window, now: number): Window | null {
  const start = operation.startedAt ?? operation.plannedStartAt;
  if (start === null || operation.state === 'cancelled') return null;
  const { estimatedCompletionAt } = paceOf(workOf(operation), now);
  const { completedAt, plannedEndAt } = operation;
  return within(window, start, completedAt ?? estimatedCompletionAt ?? plannedEndAt ?? window.to);
}

/** The part of a time that lies in a window; `null` when none does. */
export function within(window: Window, start: number, end: number): Window | null {
  const from = Math.max(window.from, start);
  const to = Math.min(window.to, end);
  return from < to ? { from, to } : null;
}
