import type { PublishedTimes } from './published-times.js';

/** How far a port call has come. */
export const portCallStatuses = [
  'expected',
  'arrived',
  'at-anchor',
  'berthed',
  'departed',
  'cancelled',
] as const;

export type PortCallStatus = (typeof portCallStatuses)[number];

/** Why it does not take place: the port or its agent cancels, or the carrier leaves the port out. */
export type Ending = 'cancelled' | 'omitted';

/** Classes and divisions of the IMDG Code, chapter 2.0. */
export const imoClasses = [
  '1',
  '1.1',
  '1.2',
  '1.3',
  '1.4',
  '1.5',
  '1.6',
  '2.1',
  '2.2',
  '2.3',
  '3',
  '4.1',
  '4.2',
  '4.3',
  '5.1',
  '5.2',
  '6.1',
  '6.2',
  '7',
  '8',
  '9',
] as const;

export type ImoClass = (typeof imoClasses)[number];

/** A dangerous cargo on board (IMDG Code). */
export interface DangerousGoods {
  readonly imoClass: ImoClass;
  /** UN number, four digits. */
  readonly unNumber: string;
  /** Tonnes, above 0; `null` where not said. */
  readonly quantityTonnes: number | null;
}

/** What people say of a port call; `null` where nobody has. */
export interface PortCallParticulars {
  readonly voyageIn: string | null;
  readonly voyageOut: string | null;
  readonly agent: string | null;
  /** UN/LOCODE. */
  readonly previousPort: string | null;
  /** UN/LOCODE. */
  readonly nextPort: string | null;
  readonly purpose: string | null;
  readonly arrivalDraughtMetres: number | null;
  readonly departureDraughtMetres: number | null;
  /** Persons; the master counts. */
  readonly crew: number | null;
  readonly passengers: number | null;
  readonly dangerousGoods: readonly DangerousGoods[];
  /** ISPS Code, 1 to 3. */
  readonly securityLevel: number | null;
}

/** The vessel of a port call, as the register has it. */
export interface CallingVessel {
  readonly id: string;
  readonly imo: number | null;
  readonly mmsi: string | null;
  readonly name: string | null;
}

/** A stay of a vessel in a port, from its announcement on. */
export interface PortCall extends PortCallParticulars {
  readonly id: string;
  /** Rises with each change of what is shown. */
  readonly version: number;
  /** UN/LOCODE of the port. */
  readonly locode: string;
  /** Of the register; the entry that it was merged into, where it was. */
  readonly vesselId: string;
  readonly vessel: CallingVessel;
  readonly status: PortCallStatus;
  /** Opened by AIS, announced by nobody. */
  readonly isUnannounced: boolean;
  readonly ending: { readonly kind: Ending; readonly reason: string; readonly at: number } | null;
  readonly times: PublishedTimes;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms. */
  readonly updatedAt: number;
}
