/** Something that is true of the database whatever was said to the service, and its exceptions in SQL. */
export interface Invariant {
  readonly name: string;
  /** Rows: what breaks it. */
  readonly sql: string;
}

/** Ways from one state to another that the tables of the domain have, by kind of record. */
const ways: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'port-call': [
    ...['arrived', 'at-anchor', 'berthed', 'departed', 'cancelled'].map(
      (to) => ['expected', to] as const,
    ),
    ...['at-anchor', 'berthed', 'departed'].map((to) => ['arrived', to] as const),
    ...['arrived', 'berthed', 'departed'].map((to) => ['at-anchor', to] as const),
    ...['arrived', 'at-anchor', 'departed'].map((to) => ['berthed', to] as const),
  ],
  booking: [
    ['requested', 'confirmed'],
    ['confirmed', 'active'],
    ['active', 'completed'],
    ['requested', 'cancelled'],
    ['confirmed', 'cancelled'],
  ],
  'cargo-operation': [
    ['planned', 'working'],
    ['working', 'suspended'],
    ['suspended', 'working'],
    ['working', 'completed'],
    ['suspended', 'completed'],
    ...['planned', 'working', 'suspended'].map((from) => [from, 'cancelled'] as const),
  ],
  passage: [
    ['planned', 'confirmed'],
    ['confirmed', 'under-way'],
    ['under-way', 'completed'],
    ...['planned', 'confirmed', 'under-way'].map((from) => [from, 'cancelled'] as const),
  ],
};

/** Records with a version, by the name that the audit has for them. */
const versioned: Readonly<Record<string, string>> = {
  'port-call': 'port_call',
  booking: 'booking',
  'cargo-operation': 'cargo_operation',
  passage: 'passage',
  staff: 'staff_member',
  'staff-shift': 'staff_shift',
  'staff-assignment': 'staff_assignment',
};

const state = (record: string): string => `coalesce(${record} ->> 'status', ${record} ->> 'state')`;

const reachable = Object.entries(ways).map(([entity, pairs]) => ({
  name: `no ${entity} came to a state by a way that the table does not have`,
  sql: `SELECT entity_id, action, ${state('before')} AS "from", ${state('after')} AS "to"
    FROM audit_entry WHERE entity = '${entity}' AND before IS NOT NULL AND after IS NOT NULL
      AND ${state('before')} <> ${state('after')}
      AND (${state('before')}, ${state('after')}) NOT IN
        (${pairs.map(([from, to]) => `('${from}', '${to}')`).join(', ')})`,
}));

const audited = Object.entries(versioned).map(([entity, table]) => ({
  name: `every version of a ${entity} has its entry in the audit, and no other has`,
  sql: `SELECT r.id, r.version, a.versions FROM ${table} r
    LEFT JOIN (SELECT entity_id, array_agg((after ->> 'version')::integer ORDER BY id) AS versions
      FROM audit_entry WHERE entity = '${entity}' GROUP BY 1) a ON a.entity_id = r.id::text
    WHERE a.versions IS DISTINCT FROM ARRAY(SELECT generate_series(1, r.version))`,
}));

const chained = Object.keys(ways).map((entity) => ({
  name: `each entry of a ${entity} goes on where the one before ended`,
  sql: `SELECT * FROM (
      SELECT entity_id, id, before, lag(after) OVER (PARTITION BY entity_id ORDER BY id) AS last
      FROM audit_entry WHERE entity = '${entity}') entry
    WHERE ${state('before')} IS DISTINCT FROM ${state('last')}
      OR before ->> 'version' IS DISTINCT FROM last ->> 'version'`,
}));

/** One of the times that a port call publishes must be a time that somebody claimed. */
const traceable = ['eta', 'ata', 'etb', 'atb', 'etd', 'atd'].map((column) => ({
  name: `the ${column} of every port call is a claim’s`,
  sql: `SELECT p.id, p.${column} FROM port_call p WHERE p.${column} IS NOT NULL AND NOT EXISTS (
    SELECT FROM claim c WHERE c.port_call_id = p.id AND c.time = p.${column}
      AND c.rejected_at IS NULL)`,
}));

const children: readonly (readonly [string, string, string])[] = [
  ['claim', 'port_call_id', 'port_call'],
  ['booking', 'port_call_id', 'port_call'],
  ['booking', 'berth_id', 'berth'],
  ['passage', 'port_call_id', 'port_call'],
  ['passage', 'fairway_id', 'port_zone'],
  ['cargo_operation', 'port_call_id', 'port_call'],
  ['cargo_operation', 'berth_id', 'berth'],
  ['cargo_progress', 'cargo_operation_id', 'cargo_operation'],
  ['staff_shift', 'staff_id', 'staff_member'],
  ['staff_certificate', 'staff_id', 'staff_member'],
  ['staff_assignment', 'staff_id', 'staff_member'],
  ['staff_assignment', 'cargo_operation_id', 'cargo_operation'],
  ['staff_assignment', 'passage_id', 'passage'],
  ['staff_assignment', 'berth_id', 'berth'],
  ['port_call', 'vessel_id', 'registered_vessel'],
];

const orphans = children.map(([child, column, parent]) => ({
  name: `no ${child} without its ${parent} (${column})`,
  sql: `SELECT c.id FROM ${child} c WHERE c.${column} IS NOT NULL
    AND NOT EXISTS (SELECT FROM ${parent} p WHERE p.id = c.${column})`,
}));

/** What must hold after any run of the scenario. */
export const invariants: readonly Invariant[] = [
  {
    name: 'no two bookings hold the same metres of a berth at the same time',
    sql: `SELECT a.id, b.id AS other FROM booking a JOIN booking b ON a.id < b.id
      AND a.berth_id = b.berth_id AND a.during && b.during AND a.metres && b.metres
      WHERE a.state <> 'cancelled' AND b.state <> 'cancelled'`,
  },
  {
    name: 'nobody works at two places at the same time',
    sql: `SELECT a.id, b.id AS other FROM staff_assignment a JOIN staff_assignment b ON a.id < b.id
      AND a.staff_id = b.staff_id AND a.during && b.during
      WHERE a.state <> 'cancelled' AND b.state <> 'cancelled'`,
  },
  {
    name: 'everybody works within a shift, and with a certificate for all of the time',
    sql: `SELECT a.id FROM staff_assignment a WHERE a.state <> 'cancelled' AND (
      NOT EXISTS (SELECT FROM staff_shift s WHERE s.staff_id = a.staff_id AND s.during @> a.during)
      OR NOT EXISTS (SELECT FROM staff_certificate c WHERE c.staff_id = a.staff_id
        AND c.role = a.role AND c.valid @> a.during))`,
  },
  {
    name: 'no vessel is in port by two port calls',
    sql: `SELECT vessel_id FROM port_call WHERE status IN ('arrived', 'at-anchor', 'berthed')
      GROUP BY vessel_id, port_locode HAVING count(*) > 1`,
  },
  {
    name: 'what is done of a cargo operation is the sum of its tally',
    sql: `SELECT o.id, o.done FROM cargo_operation o LEFT JOIN cargo_progress p
        ON p.cargo_operation_id = o.id
      GROUP BY o.id HAVING o.done <> coalesce(sum(p.amount), 0)`,
  },
  {
    name: 'every claim and every entry of a tally is in the audit',
    sql: `SELECT c.id FROM claim c WHERE NOT EXISTS (
        SELECT FROM audit_entry a WHERE a.entity = 'claim' AND a.entity_id = c.id::text)
      UNION ALL
      SELECT o.id FROM cargo_operation o WHERE (SELECT count(*) FROM cargo_progress p
        WHERE p.cargo_operation_id = o.id) <> (SELECT count(*) FROM audit_entry a
        WHERE a.entity = 'cargo-operation' AND a.entity_id = o.id::text AND a.action = 'progress')`,
  },
  {
    name: 'a state is what the audit says last',
    sql: `SELECT r.id, r.state FROM (
        SELECT 'port-call' AS entity, id, status AS state FROM port_call
        UNION ALL SELECT 'booking', id, state FROM booking
        UNION ALL SELECT 'cargo-operation', id, state FROM cargo_operation
        UNION ALL SELECT 'passage', id, state FROM passage) r
      WHERE r.state IS DISTINCT FROM (SELECT ${state('after')} FROM audit_entry a
        WHERE a.entity = r.entity AND a.entity_id = r.id::text ORDER BY a.id DESC LIMIT 1)`,
  },
  {
    name: 'a vessel that is at a berth, or was, has an actual time that says so',
    sql: `SELECT p.id, p.status FROM port_call p
      WHERE p.status IN ('berthed', 'departed') AND NOT EXISTS (
        SELECT FROM claim c WHERE c.port_call_id = p.id AND c.classifier = 'ACT'
          AND c.rejected_at IS NULL AND (c.service, c.event) IN
            (('BERTH', 'ARRI'), ('ALL_FAST', 'ARRI'), ('SEA_PASSAGE', 'STRT'), ('BERTH', 'DEPA')))`,
  },
  {
    name: 'a published time names a claim of its own port call, and says what that says',
    sql: `SELECT p.id, told FROM port_call p,
        jsonb_path_query(p.published, 'strict $.** ? (exists (@.claimId))') AS told
      WHERE NOT EXISTS (SELECT FROM claim c WHERE c.id::text = told ->> 'claimId'
        AND c.port_call_id = p.id AND c.rejected_at IS NULL)`,
  },
  ...orphans,
  ...traceable,
  ...reachable,
  ...chained,
  ...audited,
];
