import { dictionaries } from '../i18n/dictionary.js';
import { LANGUAGES } from '../i18n/language.js';
import { useStore } from '../state/store.js';
import { useApp, useText } from './app-context.js';

/** One button per language, named in that language. */
export function LanguageSwitch() {
  const { language } = useApp();
  const text = useText();
  const current = useStore(language);
  return (
    <div class="segments" role="group" aria-label={text.language}>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          title={dictionaries[one].languageName}
          aria-label={dictionaries[one].languageName}
          aria-pressed={one === current}
          onClick={() => {
            language.set(one);
          }}
        >
          {one.toUpperCase()}
        </button>
      ))}
    </div>
  );
}
