import { Injectable } from '@nestjs/common';

import { AidsService } from '../aids/aids.service.js';
import { PositionsService } from '../positions/positions.service.js';
import { SafetyService } from '../safety/safety.service.js';
import { VesselsService } from '../vessels/vessels.service.js';

/** The features that keep messages. */
@Injectable()
export class KeepingFeatures {
  constructor(
    readonly vessels: VesselsService,
    readonly positions: PositionsService,
    readonly aids: AidsService,
    readonly safety: SafetyService,
  ) {}
}
