import { useEffect, useState } from 'preact/hooks';
import type { Target } from '../state/traffic.js';
import { useApp } from './app-context.js';

/** Lists and numbers change once a second: faster, nobody could read them. */
const REFRESH_MS = 1_000;

/** The vessels of the picture; the component draws again at most once a second when they change. */
export function useTraffic(): ReadonlyMap<string, Target> {
  const { traffic } = useApp().state;
  const [, setRevision] = useState(traffic.revision);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const end = traffic.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = null;
        setRevision(traffic.revision);
      }, REFRESH_MS);
    });
    return () => {
      end();
      if (timer !== null) clearTimeout(timer);
    };
  }, [traffic]);
  return traffic.targets;
}
