const MINUTE = 60_000;
const iso = (time) => new Date(time).toISOString();

/** One port call from its announcement to its departure. */
export class PortCallPlayer {
  constructor(client, call, { locode, now, smallest }) {
    this.client = client;
    this.call = call;
    this.locode = locode;
    this.now = now;
    this.smallest = smallest;
    this.subjects = {};
  }

  async play() {
    const { call } = this;
    const { id } = await this.post('call', '/port-calls', {
      port: this.locode,
      vesselId: call.vessel.id,
      agent: call.vessel.body.agent,
      purpose: call.vessel.kind,
      arrivalDraughtMetres: call.vessel.body.maxDraughtMetres,
      crew: 8 + (call.number % 15),
      dangerousGoods: call.dangerousGoods,
    });
    this.id = id;
    await this.announce();
    await this.book();
    if (call.isCancelled) {
      await this.cancel();
      return;
    }
    await this.planWork();
    await this.arrive();
    await this.work();
    await this.leave();
    await this.tryWhatIsRefused();
  }

  async announce() {
    const { from, to, berth, negotiates } = this.call;
    await this.claim('PILOT_BOARDING_PLACE ARRI EST', from - 70 * MINUTE, 'agent');
    await this.claim('BERTH ARRI EST', from + 20 * MINUTE, 'agent');
    await this.claim('BERTH DEPA EST', to - 10 * MINUTE, 'agent');
    if (!negotiates) {
      await this.claim('BERTH ARRI PLN', from, 'terminal', { location: { berthId: berth.id } });
      return;
    }
    const request = await this.claim('BERTH ARRI REQ', from, 'carrier');
    const body = { step: 'accept', source: 'terminal' };
    await this.post('accept', `/port-calls/${this.id}/claims/${request.id}/answer`, body);
  }

  async book() {
    const { berth, from, to, vessel, isWithPlace } = this.call;
    const { lengthOverallMetres: length } = vessel.body;
    const needed = length + (berth.mooringAllowanceMetres ?? length * 0.1);
    const place =
      isWithPlace && berth.lengthMetres !== null
        ? { metresFrom: 0, metresTo: Math.min(berth.lengthMetres, Math.ceil(needed)) }
        : {};
    const cargoKind = berth.cargoKinds.includes(vessel.kind) ? { cargoKind: vessel.kind } : {};
    this.stay = { berthId: berth.id, portCallId: this.id, from: iso(from), to: iso(to) };
    const body = { ...this.stay, ...place, ...cargoKind };
    this.booking = await this.post('booking', '/bookings', body);
    if (this.call.mischief === 'berth')
      await this.refused('berth-taken', '/bookings', body, { status: 409, after: 'booking' });
    if (this.call.mischief === 'status') {
      const path = `/bookings/${this.booking.id}/complete`;
      await this.refused('booking-not-active', path, {}, { status: 409, after: 'booking' });
    }
    const isTooLong = length > (this.smallest.maxLengthMetres ?? 0);
    if (this.call.mischief === 'fit' && isTooLong) {
      const unfit = { ...this.stay, berthId: this.smallest.id };
      await this.refused('vessel-does-not-fit', '/bookings', unfit, {
        status: 422,
        after: 'booking',
      });
    }
    await this.post('booking-confirm', `/bookings/${this.booking.id}/confirm`);
  }

  async cancel() {
    const reason = 'The voyage was given up.';
    await this.post('booking-cancel', `/bookings/${this.booking.id}/cancel`, { reason });
    await this.post('cancel', `/port-calls/${this.id}/cancel`, { reason });
    const claim = { service: 'BERTH', event: 'ARRI', classifier: 'EST', source: 'agent' };
    const late = { ...claim, time: iso(this.call.from) };
    await this.refused('call-cancelled', `/port-calls/${this.id}/claims`, late, {
      status: 409,
      after: 'cancel',
    });
  }

  async planWork() {
    const { cargo, assignments, mischief, lapsed, berth } = this.call;
    for (const direction of ['inbound', 'outbound']) {
      const passage = this.call[direction];
      if (passage !== null) await this.planPassage(direction, passage);
    }
    if (cargo !== null) {
      this.operation = await this.post('cargo', '/cargo-operations', {
        ...cargo.body,
        portCallId: this.id,
        berthId: berth.id,
        plannedFrom: iso(cargo.from),
        plannedTo: iso(cargo.to),
      });
      this.subjects.cargo = { cargoOperationId: this.operation.id };
      if (mischief === 'cargo') {
        const path = `/cargo-operations/${this.operation.id}/progress`;
        await this.refused(
          'cargo-not-started',
          path,
          { amount: 1 },
          { status: 409, after: 'cargo' },
        );
      }
    }
    this.subjects.berth = { berthId: berth.id };
    for (const [index, assignment] of assignments.entries()) await this.assign(index, assignment);
    if (mischief === 'staff' && lapsed?.id !== undefined) {
      const body = this.assignmentOf({
        ...lapsed,
        person: lapsed,
        subject: 'berth',
        ...lapsed.shifts[0],
      });
      await this.refused('certificate-ran-out', '/staff-assignments', body, {
        status: 422,
        after: 'call',
      });
    }
  }

  async planPassage(direction, { fairwayId, from, to }) {
    const body = {
      portCallId: this.id,
      fairwayId,
      direction,
      plannedStart: iso(from),
      plannedEnd: iso(to),
      tugCount: this.call.vessel.body.lengthOverallMetres > 150 ? 2 : 1,
    };
    const { id } = await this.post(direction, '/passages', body);
    this.subjects[direction] = { passageId: id };
    if (this.call.mischief === 'berth') {
      await this.refused(`fairway-taken-${direction}`, '/passages', body, {
        status: 409,
        after: direction,
        kind: 'fairway-taken',
      });
    }
    await this.post(`${direction}-confirm`, `/passages/${id}/confirm`);
  }

  async assign(index, assignment) {
    const body = this.assignmentOf(assignment);
    await this.post(`assignment-${index}`, '/staff-assignments', body);
    if (this.call.mischief === 'staff' && index === 0) {
      await this.refused('person-is-busy', '/staff-assignments', body, {
        status: 409,
        after: 'assignment-0',
      });
    }
  }

  assignmentOf({ person, role, subject, from, to }) {
    return { staffId: person.id, role, ...this.subjects[subject], from: iso(from), to: iso(to) };
  }

  async arrive() {
    const { from, berth, anchors, inbound } = this.call;
    await this.passed('inbound', inbound);
    await this.happened('PILOT_BOARDING_PLACE ARRI ACT', from - 60 * MINUTE, 'pilot');
    if (anchors) {
      await this.happened('ANCHORAGE STRT ACT', from - 55 * MINUTE, 'operator');
      await this.happened('ANCHORAGE CMPL ACT', from - 30 * MINUTE, 'operator');
    }
    await this.happened('BERTH ARRI ACT', from, 'terminal', { location: { berthId: berth.id } });
    await this.happened('ALL_FAST ARRI ACT', from + 10 * MINUTE, 'vessel');
    await this.bookingStep('activate', from);
  }

  async work() {
    if (this.operation === undefined) return;
    const { cargo } = this.call;
    const path = `/cargo-operations/${this.operation.id}`;
    const step = (cargo.to - cargo.from) / cargo.parts.length;
    if (!(await this.when(cargo.from, 'cargo-start', `${path}/start`, (at) => ({ at })))) return;
    for (const [index, amount] of cargo.parts.entries()) {
      const end = Math.floor(cargo.from + step * (index + 1));
      if (cargo.rests && index === 1) await this.rest(path, end - step);
      const entry = (at) => ({ at, amount });
      if (!(await this.when(end, `progress-${index}`, `${path}/progress`, entry))) return;
    }
    await this.when(cargo.to, 'cargo-complete', `${path}/complete`, (at) => ({ at }));
  }

  async rest(path, from) {
    const suspension = (at) => ({ at, reason: 'weather' });
    await this.when(from + 5 * MINUTE, 'cargo-suspend', `${path}/suspend`, suspension);
    await this.when(from + 35 * MINUTE, 'cargo-resume', `${path}/resume`, (at) => ({ at }));
  }

  async leave() {
    const { to, outbound } = this.call;
    await this.bookingStep('complete', to);
    const last = { phase: 'OUTB' };
    await this.happened('BERTH DEPA ACT', to, 'terminal', last);
    await this.passed('outbound', outbound);
    await this.happened('SEA_PASSAGE STRT ACT', to + 75 * MINUTE, 'pilot');
  }

  async tryWhatIsRefused() {
    if (this.call.mischief !== 'status' || this.call.from > this.now) return;
    const path = `/port-calls/${this.id}/cancel`;
    const body = { reason: 'Too late for that.' };
    await this.refused('call-has-begun', path, body, { status: 409, after: 'call' });
  }

  async passed(direction, passage) {
    if (passage === null) return;
    const path = `/passages/${this.subjects[direction].passageId}`;
    await this.when(passage.from, `${direction}-start`, `${path}/start`, (at) => ({ at }));
    await this.when(passage.to, `${direction}-complete`, `${path}/complete`, (at) => ({ at }));
  }

  async bookingStep(step, time) {
    const path = `/bookings/${this.booking.id}/${step}`;
    await this.when(time, `booking-${step}`, path, (at) => ({ time: at }));
  }

  /** Does what happens at a time, if that has come; answers whether. */
  async when(time, name, path, bodyAt) {
    if (time > this.now) return false;
    await this.post(name, path, bodyAt(iso(time)));
    return true;
  }

  async happened(what, time, source, more = {}) {
    if (time <= this.now) await this.claim(what, time, source, more);
  }

  async claim(what, time, source, more = {}) {
    const [service, event, classifier] = what.split(' ');
    const body = { service, event, classifier, time: iso(time), source, ...more };
    return await this.post(what, `/port-calls/${this.id}/claims`, body);
  }

  keyOf(name) {
    return `call-${this.call.number}-${name}`.replaceAll(' ', '-');
  }

  async post(name, path, body) {
    return await this.client.post(this.keyOf(name), `/api/v1${path}`, body);
  }

  /**
   * Tries what the state after the request `after` does not allow. In a run that is made again later
   * requests may have changed that state, so nothing is tried then.
   */
  async refused(name, path, body, { status, after, kind = name }) {
    if (this.client.wasMadeBefore(this.keyOf(after))) return;
    const key = this.keyOf(`refused-${name}`);
    await this.client.refused(key, `/api/v1${path}`, body, { status, kind });
  }
}
