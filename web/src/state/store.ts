import { useEffect, useState } from 'preact/hooks';

/** One value that can be watched. */
export interface Store<T> {
  get(): T;
  /** Listeners hear of it only when the value is another one. */
  set(value: T): void;
  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void;
}

/** Makes a store that starts with `initial`. */
export function createStore<T>(initial: T): Store<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The store's value; the component draws again when it changes. */
export function useStore<T>(store: Store<T>): T {
  const [value, setValue] = useState(() => store.get());
  useEffect(() => {
    const update = (): void => {
      setValue(() => store.get());
    };
    update();
    return store.subscribe(update);
  }, [store]);
  return value;
}
