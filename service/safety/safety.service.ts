import { Injectable } from '@nestjs/common';

import type { SafetyMessage } from '../ais/message.js';
import type { Heard } from '../ais/reception.js';
import { receptionRow } from '../database/reception-row.js';
import type { StationQuery } from '../database/station-query.js';
import type { WriteTransaction } from '../database/write-transaction.js';
import type { StreamEvent } from '../events/stream-event.js';
import type { DistressDevice } from './distress-device.entity.js';
import { type DistressMessage, distressRows } from './distress-row.js';
import type { SafetyMessageRow } from './safety-message.entity.js';
import { distressEvent, safetyEvent } from './safety-events.js';
import { type NewSafetyMessage, type SafetyQuery, SafetyRepository } from './safety.repository.js';

/** Distress devices (an alarm, never a vessel) and safety-related text. */
@Injectable()
export class SafetyService {
  constructor(private readonly repository: SafetyRepository) {}

  /** Devices in order of MMSI, and when one last changed. */
  async listDevices(
    query: StationQuery,
  ): Promise<{ rows: DistressDevice[]; updatedAt: Date | null }> {
    const [rows, updatedAt] = await Promise.all([
      this.repository.findDevices(query),
      this.repository.findLastDeviceCommit(),
    ]);
    return { rows, updatedAt };
  }

  /** Messages, newest first, and when one was last kept. */
  async listMessages(
    query: SafetyQuery,
  ): Promise<{ rows: SafetyMessageRow[]; updatedAt: Date | null }> {
    const [rows, updatedAt] = await Promise.all([
      this.repository.findMessages(query),
      this.repository.findLastMessageCommit(),
    ]);
    return { rows, updatedAt };
  }

  /** Keeps texts of anybody and reports of distress devices; answers what the stream shall tell. */
  async write(
    tx: WriteTransaction,
    heard: readonly Heard<DistressMessage>[],
  ): Promise<StreamEvent[]> {
    return [...(await this.writeDevices(tx, heard)), ...(await this.writeTexts(tx, heard))];
  }

  /** Forgets messages from before `time`, epoch ms. */
  async forgetMessagesBefore(time: number): Promise<number> {
    return await this.repository.deleteMessagesBefore(time);
  }

  private async writeDevices(
    tx: WriteTransaction,
    heard: readonly Heard<DistressMessage>[],
  ): Promise<StreamEvent[]> {
    const stored = await this.repository.writeDevices(tx, distressRows(heard));
    return stored.map((row) => distressEvent(tx.nextStreamId(), row));
  }

  private async writeTexts(
    tx: WriteTransaction,
    heard: readonly Heard<DistressMessage>[],
  ): Promise<StreamEvent[]> {
    const rows = heard.filter(isText).map((one) => newSafetyMessage(tx.nextStreamId(), one));
    const kept = await this.repository.writeMessages(tx, rows);
    return rows.filter((row) => kept.has(row.id)).map((row) => safetyEvent(row));
  }
}

function isText(heard: Heard<DistressMessage>): heard is Heard<SafetyMessage> {
  return heard.message.kind === 'safety';
}

function newSafetyMessage(
  id: number,
  { message, reception }: Heard<SafetyMessage>,
): NewSafetyMessage {
  const { destinationMmsi } = message;
  return {
    ...receptionRow(reception),
    id,
    mmsi: Number(message.mmsi),
    destination_mmsi: destinationMmsi === null ? null : Number(destinationMmsi),
    text: message.text,
    digest: reception.digest,
  };
}
