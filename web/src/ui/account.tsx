import { useStore } from '../state/store.js';
import { useApp, useText } from './app-context.js';

/** Who uses the page, and the way in or out. */
export function Account() {
  const { signIn } = useApp();
  const text = useText().signIn;
  const me = useStore(signIn.me);
  const settings = useStore(signIn.settings);
  if (settings === null) return null;
  if (me === null) {
    return (
      <button
        type="button"
        class="account"
        onClick={() => {
          signIn.ask();
        }}
      >
        {text.open}
      </button>
    );
  }
  const roles = me.roles.map((role) => text.roles[role]).join(', ');
  return (
    <div class="account">
      <span title={roles}>{me.name ?? (roles === '' ? text.noRole : roles)}</span>
      <button
        type="button"
        onClick={() => {
          signIn.signOut();
        }}
      >
        {text.out}
      </button>
    </div>
  );
}
