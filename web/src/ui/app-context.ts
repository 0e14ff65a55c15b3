import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { dictionaries } from '../i18n/dictionary.js';
import type { Dictionary } from '../i18n/en.js';
import { type Format, makeFormat } from '../i18n/format.js';
import type { Language } from '../i18n/language.js';
import type { Picture } from '../map/picture.js';
import type { Theme } from '../map/palette.js';
import type { SignIn } from '../auth/sign-in.js';
import type { AppState } from '../state/app-state.js';
import type { HullDimensions } from '../state/hull-dimensions.js';
import type { ThemeChoice } from '../state/preferences.js';
import type { Session } from '../state/session.js';
import { type Store, useStore } from '../state/store.js';

/** What every component can reach. */
export interface App {
  readonly state: AppState;
  readonly session: Session;
  readonly signIn: SignIn;
  readonly hullDimensions: HullDimensions;
  readonly language: Store<Language>;
  readonly themeChoice: Store<ThemeChoice>;
  /** The theme in force: the choice, or the system's. */
  readonly theme: Store<Theme>;
  /** `null` until the map stands, and where it cannot be drawn. */
  readonly picture: Store<Picture | null>;
}

const AppContext = createContext<App | null>(null);

export const AppProvider = AppContext.Provider;

/** @throws Error outside of `AppProvider` */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp outside of AppProvider');
  return app;
}

/** The page's texts in the operator's language. */
export function useText(): Dictionary {
  return dictionaries[useStore(useApp().language)];
}

const formats: Readonly<Record<Language, Format>> = { en: makeFormat('en'), es: makeFormat('es') };

/** How numbers and times are written in the operator's language. */
export function useFormat(): Format {
  return formats[useStore(useApp().language)];
}

/** The time, epoch ms, moving on every `milliseconds`. */
export function useNow(milliseconds: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, milliseconds);
    return () => {
      clearInterval(timer);
    };
  }, [milliseconds]);
  return now;
}
