import type { MigrationInterface } from 'typeorm';

import { Positions1795478400000 } from './migrations/1795478400000-positions.js';
import { Ports1795478500000 } from './migrations/1795478500000-ports.js';
import { AidsSafety1795478600000 } from './migrations/1795478600000-aids-safety.js';
import { Feeds1795478700000 } from './migrations/1795478700000-feeds.js';
import { Writes1795478800000 } from './migrations/1795478800000-writes.js';
import { Access1795478900000 } from './migrations/1795478900000-access.js';
import { VesselRegister1795479000000 } from './migrations/1795479000000-vessel-register.js';
import { PortCalls1795479100000 } from './migrations/1795479100000-port-calls.js';
import { BerthsBookings1795479150000 } from './migrations/1795479150000-berths-bookings.js';
import { Detection1795479300000 } from './migrations/1795479300000-detection.js';
import { Passages1795479350000 } from './migrations/1795479350000-passages.js';
import { Operations1795479400000 } from './migrations/1795479400000-operations.js';
import { Webhooks1795479600000 } from './migrations/1795479600000-webhooks.js';

/** Every migration, oldest first; a new one goes at the end and never changes once released. */
export const migrations: readonly (new () => MigrationInterface)[] = [
  Positions1795478400000,
  Ports1795478500000,
  AidsSafety1795478600000,
  Feeds1795478700000,
  Writes1795478800000,
  Access1795478900000,
  VesselRegister1795479000000,
  PortCalls1795479100000,
  BerthsBookings1795479150000,
  Detection1795479300000,
  Passages1795479350000,
  Operations1795479400000,
  Webhooks1795479600000,
];
