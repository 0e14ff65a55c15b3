import { isLanguage, type Language, preferredLanguage } from '../i18n/language.js';

/** `system`: as the operating system says. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const LANGUAGE_KEY = 'porttrack.language';
const THEME_KEY = 'porttrack.theme';
const PORT_KEY = 'porttrack.port';

/** Storage may be forbidden (private windows): the page then forgets, and works. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is lost but the memory of the choice.
  }
}

/** The language chosen before, else the browser's first one that the page speaks. */
export function recallLanguage(): Language {
  const stored = read(LANGUAGE_KEY);
  return stored !== null && isLanguage(stored) ? stored : preferredLanguage(navigator.languages);
}

/** Keeps the operator's language for the next visit. */
export function rememberLanguage(language: Language): void {
  write(LANGUAGE_KEY, language);
}

/** The theme chosen before, `system` without one. */
export function recallTheme(): ThemeChoice {
  const stored = read(THEME_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Keeps the operator's theme for the next visit. */
export function rememberTheme(theme: ThemeChoice): void {
  write(THEME_KEY, theme);
}

/** UN/LOCODE of the port shown last, `null` at the first visit. */
export function recallPort(): string | null {
  return read(PORT_KEY);
}

/** Keeps the port for the next visit. */
export function rememberPort(locode: string): void {
  write(PORT_KEY, locode);
}
