import { useStore } from '../state/store.js';
import { useApp, useText } from './app-context.js';

const CHOICES = ['system', 'light', 'dark'] as const;

/** Colours for day, night, or as the system has them. */
export function ThemeSwitch() {
  const { themeChoice } = useApp();
  const text = useText();
  const current = useStore(themeChoice);
  return (
    <label class="theme-select">
      <span class="visually-hidden">{text.theme}</span>
      <select
        value={current}
        title={text.theme}
        onChange={({ currentTarget }) => {
          const chosen = CHOICES.find((choice) => choice === currentTarget.value);
          if (chosen !== undefined) themeChoice.set(chosen);
        }}
      >
        {CHOICES.map((choice) => (
          <option key={choice} value={choice}>
            {text.themes[choice]}
          </option>
        ))}
      </select>
    </label>
  );
}
