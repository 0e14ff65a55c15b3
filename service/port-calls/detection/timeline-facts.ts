import { Injectable, type OnModuleInit } from '@nestjs/common';

import { TimelineService, type AisFact } from '../timeline.service.js';
import { TargetEventsRepository, type TargetEvent } from './target-events.repository.js';

/** What a target did during its port call stands in the call's timeline, beside the claims. */
@Injectable()
export class TimelineFacts implements OnModuleInit {
  constructor(
    private readonly timeline: TimelineService,
    private readonly events: TargetEventsRepository,
  ) {}

  onModuleInit(): void {
    this.timeline.addFacts(async ({ id }) => (await this.events.findOf(id)).map(toFact));
  }
}

function toFact({ id, kind, time, lon, lat, silentSeconds }: TargetEvent): AisFact {
  return { name: kind, at: time, facts: { targetEventId: id, lon, lat, silentSeconds } };
}
