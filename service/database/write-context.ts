/** Who writes: a person who signed in, a machine by its key, or the service itself. */
export interface Actor {
  readonly kind: 'user' | 'key' | 'system';
  /** Stays the same for the same one: the token's subject, the key's uuid, or the worker's name. */
  readonly id: string;
  /** What a key is called, or a worker; `null` for persons, whose names are not kept. */
  readonly name: string | null;
}

/** A part of the service that writes by itself, such as `berth-detection`. */
export function systemActor(name: string): Actor {
  return { kind: 'system', id: name, name };
}

/** Who writes, and in answer to which request. */
export interface WriteContext {
  readonly actor: Actor;
  /** `null` where no request asked for it. */
  readonly requestId: string | null;
}
