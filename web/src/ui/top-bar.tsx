import { Account } from './account.js';
import { useText } from './app-context.js';
import { Clocks } from './clocks.js';
import { ConnectionChip } from './connection-chip.js';
import { FeedSummary } from './feed-summary.js';
import { LanguageSwitch } from './language-switch.js';
import { PortSelect } from './port-select.js';
import { ThemeSwitch } from './theme-switch.js';

/** Which port, how current, what time: what an operator looks up to. */
export function TopBar() {
  const text = useText();
  return (
    <header class="top-bar">
      <h1 class="brand">
        <img src="/favicon.svg" alt="" width="26" height="26" />
        <span>{text.title}</span>
      </h1>
      <PortSelect />
      <div class="chips">
        <ConnectionChip />
        <FeedSummary />
      </div>
      <Clocks />
      <div class="switches">
        <LanguageSwitch />
        <ThemeSwitch />
        <Account />
      </div>
    </header>
  );
}
