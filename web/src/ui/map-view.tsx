import { useEffect, useRef, useState } from 'preact/hooks';
import { Picture } from '../map/picture.js';
import { useStore } from '../state/store.js';
import { useApp, useText } from './app-context.js';

/** Builds the picture once the settings are known, and takes it down with the component. */
function usePicture() {
  const { state, picture, theme, hullDimensions } = useApp();
  const { harbourMap } = useText();
  const config = useStore(state.config);
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const tileUrl = config?.tileUrl ?? null;
  const isKnown = config !== null;
  useEffect(() => {
    if (!isKnown || container.current === null || canvas.current === null) return;
    let made: Picture;
    try {
      made = new Picture(state, {
        container: container.current,
        canvas: canvas.current,
        tileUrl,
        title: harbourMap,
        theme: theme.get(),
        onHulls: hullDimensions.want,
      });
    } catch {
      setHasFailed(true);
      return;
    }
    picture.set(made);
    const endTheme = theme.subscribe(() => {
      made.setTheme(theme.get());
    });
    return () => {
      endTheme();
      picture.set(null);
      made.stop();
    };
    // The map is built once: a new language only renames it (below).
  }, [isKnown, tileUrl]);
  useEffect(() => {
    picture.get()?.setTitle(harbourMap);
  }, [harbourMap, picture]);
  return { container, canvas, hasFailed };
}

/** The map, and over it the canvas that lets every pointer through. */
export function MapView() {
  const text = useText();
  const { container, canvas, hasFailed } = usePicture();
  return (
    <>
      <div ref={container} class="map" />
      <canvas ref={canvas} class="overlay" data-testid="traffic" aria-hidden="true" />
      {hasFailed && <p class="card map-failed">{text.map.failed}</p>}
    </>
  );
}
