const KINDS = {
  containers: { shipType: 71, hs: '87', unit: 'TEU', slenderness: 6.6, amount: 3.2 },
  'general-cargo': { shipType: 70, hs: '72', unit: 't', slenderness: 6.2, amount: 40 },
  reefer: { shipType: 70, hs: '08', unit: 't', slenderness: 6.4, amount: 30 },
  'dry-bulk': { shipType: 70, hs: '10', unit: 't', slenderness: 6.1, amount: 110 },
  'liquid-bulk': { shipType: 80, hs: '27', unit: 'm3', slenderness: 6, amount: 120 },
  'ro-ro': { shipType: 70, hs: '87', unit: 'units', slenderness: 6.3, amount: 5 },
  fish: { shipType: 30, hs: '03', unit: 't', slenderness: 4.6, amount: 8 },
  passengers: { shipType: 60, hs: null, unit: null, slenderness: 6.8, amount: 0 },
  service: { shipType: 52, hs: null, unit: null, slenderness: 3.4, amount: 0 },
};

const FIRST = ['Estrella', 'Cabo', 'Puerto', 'Río', 'Isla', 'Bahía', 'Cerro', 'Viento', 'Costa'];
const SECOND = ['Norte', 'Azul', 'Verde', 'Claro', 'Grande', 'Bravo', 'Austral', 'Dorada', 'Mayor'];

/** What goes with a kind of cargo: how it is counted, and how much an hour for each metre of vessel. */
export function cargoOf(kind) {
  return KINDS[kind];
}

/** Vessels that are made up; IMO numbers have right check digits, and belong to nobody on purpose. */
export class Fleet {
  #random;
  #used = new Set();
  vessels = [];

  constructor(random) {
    this.#random = random;
  }

  /** A vessel of a berth's fleet that is free from `from` on, else a new one that fits it. */
  take(berth, from, until) {
    const known = this.vessels.find(
      (vessel) => vessel.berthCode === berth.code && vessel.freeFrom <= from,
    );
    const vessel = known !== undefined && this.#random.chance(0.6) ? known : this.#build(berth);
    vessel.freeFrom = until;
    return vessel;
  }

  #build(berth) {
    const random = this.#random;
    const kind = random.pick(berth.cargoKinds.length === 0 ? ['general-cargo'] : berth.cargoKinds);
    const number = this.vessels.length + 1;
    const vessel = {
      number,
      kind,
      berthCode: berth.code,
      freeFrom: 0,
      body: this.#body(berth, kind),
    };
    this.vessels.push(vessel);
    return vessel;
  }

  #body(berth, kind) {
    const random = this.#random;
    const { shipType, slenderness } = cargoOf(kind);
    const longest = Math.min(berth.maxLengthMetres ?? 200, (berth.lengthMetres ?? 220) / 1.12);
    const length = random.between(longest * 0.6, longest * 0.97, 1);
    const widest = (berth.maxBeamMetres ?? 32) * 0.98;
    const beam = Number(Math.min(length / slenderness, widest).toFixed(1));
    const deepest = Math.min(berth.maxDraughtMetres ?? 12, (berth.depthMetres ?? 13) / 1.11);
    const draught = random.between(deepest * 0.6, deepest * 0.97, 1);
    const imo = this.#imo();
    return {
      imo,
      mmsi: `7255${String(imo).slice(1, 6)}`,
      name: `${random.pick(FIRST)} ${random.pick(SECOND)} ${this.vessels.length + 1}`.toUpperCase(),
      flag: random.pick(['CL', 'PA', 'LR', 'MH', 'PE']),
      shipType,
      lengthOverallMetres: length,
      beamMetres: beam,
      maxDraughtMetres: draught,
      grossTonnage: Math.max(20, Math.round(length * beam * draught * 0.28)),
      agent: random.pick(['Agencia Sur', 'Agencia Andes', 'Agencia Pacífico']),
    };
  }

  /** Seven digits; (7 d1 + 6 d2 + ... + 2 d6) mod 10 is the last (IMO Resolution A.1117(30)). */
  #imo() {
    for (;;) {
      const six = this.#random.whole(100_000, 999_999);
      const digits = [...String(six)].map(Number);
      const sum = digits.reduce((total, digit, index) => total + digit * (7 - index), 0);
      const mmsi = String(six).slice(1);
      if (this.#used.has(mmsi)) continue;
      this.#used.add(mmsi);
      return six * 10 + (sum % 10);
    }
  }
}
