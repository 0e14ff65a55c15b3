import 'maplibre-gl/dist/maplibre-gl.css';
import './styles/theme.css';
import './styles/page.css';
import './styles/side.css';
import './styles/chart.css';
import './styles/details.css';
import './styles/account.css';
import { render } from 'preact';
import { SignIn } from './auth/sign-in.js';
import { dictionaries } from './i18n/dictionary.js';
import type { Language } from './i18n/language.js';
import type { Theme } from './map/palette.js';
import type { Picture } from './map/picture.js';
import { createAppState } from './state/app-state.js';
import { HullDimensions } from './state/hull-dimensions.js';
import {
  recallLanguage,
  recallTheme,
  rememberLanguage,
  rememberTheme,
  type ThemeChoice,
} from './state/preferences.js';
import { followSelection } from './state/selected-vessel.js';
import { Session } from './state/session.js';
import { createStore, type Store } from './state/store.js';
import { HarbourPage } from './ui/app.js';
import { AppProvider } from './ui/app-context.js';

/** Keeps the document's language and the memory of it in step with the store. */
function followLanguage(language: Store<Language>): void {
  const apply = (): void => {
    document.documentElement.lang = language.get();
    document.title = dictionaries[language.get()].title;
  };
  apply();
  language.subscribe(() => {
    apply();
    rememberLanguage(language.get());
  });
}

/** The theme in force, kept in step with the choice and with the system. */
function followTheme(choice: Store<ThemeChoice>): Store<Theme> {
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const current = (): Theme => {
    const chosen = choice.get();
    if (chosen !== 'system') return chosen;
    return systemDark.matches ? 'dark' : 'light';
  };
  const theme = createStore(current());
  const apply = (): void => {
    theme.set(current());
    document.documentElement.dataset['theme'] = theme.get();
  };
  apply();
  systemDark.addEventListener('change', apply);
  choice.subscribe(() => {
    rememberTheme(choice.get());
    apply();
  });
  return theme;
}

function start(): void {
  const root = document.getElementById('app');
  if (root === null) throw new Error('index.html has no #app');
  const state = createAppState();
  const signIn = new SignIn();
  const session = new Session(state, signIn);
  const language = createStore(recallLanguage());
  const themeChoice = createStore(recallTheme());
  followLanguage(language);
  const app = {
    state,
    session,
    signIn,
    hullDimensions: new HullDimensions(state.traffic),
    language,
    themeChoice,
    theme: followTheme(themeChoice),
    picture: createStore<Picture | null>(null),
  };
  followSelection(state);
  session.start();
  render(
    <AppProvider value={app}>
      <HarbourPage />
    </AppProvider>,
    root,
  );
}

start();
