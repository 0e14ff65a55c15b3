import { useEffect, useRef, useState } from 'preact/hooks';
import type { SignInPrompt } from '../auth/sign-in.js';
import type { Dictionary } from '../i18n/en.js';
import { useStore } from '../state/store.js';
import { useApp, useText } from './app-context.js';

function reasonText(text: Dictionary['signIn'], { reason, detail }: SignInPrompt): string | null {
  switch (reason) {
    case 'asked':
      return null;
    case 'needed':
      return text.needed;
    case 'ended':
      return text.ended;
    case 'failed':
      return text.failed(detail ?? '');
  }
}

/** A key, typed or filled in by a password manager; it is kept in memory alone. */
function KeyForm() {
  const { signIn } = useApp();
  const text = useText().signIn;
  const [key, setKey] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void signIn.withKey(key.trim());
      }}
    >
      <label>
        {text.key}
        <input
          type="password"
          autocomplete="current-password"
          spellcheck={false}
          required
          value={key}
          onInput={({ currentTarget }) => {
            setKey(currentTarget.value);
          }}
        />
      </label>
      <p class="muted">{text.keyHint}</p>
      <button type="submit">{text.useKey}</button>
    </form>
  );
}

/** Asks who is there, over the whole page; can be left only where there is something to see. */
export function SignInDialog() {
  const { signIn } = useApp();
  const prompt = useStore(signIn.prompt);
  return prompt === null ? null : <OpenDialog prompt={prompt} />;
}

function OpenDialog({ prompt }: { readonly prompt: SignInPrompt }) {
  const { signIn } = useApp();
  const text = useText();
  const settings = useStore(signIn.settings);
  const oidc = settings?.oidc ?? null;
  const dialog = useRef<HTMLDialogElement>(null);
  const why = reasonText(text.signIn, prompt);
  const isOptional = signIn.mayDismiss();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="sign-in"
      aria-labelledby="sign-in-heading"
      onCancel={(event) => {
        event.preventDefault();
        signIn.dismiss();
      }}
    >
      <h2 id="sign-in-heading">{text.signIn.heading}</h2>
      {why !== null && (
        <p class="notice notice-warning" role="alert">
          {why}
        </p>
      )}
      {oidc !== null && (
        <button type="button" class="primary" onClick={() => void signIn.withIssuer()}>
          {text.signIn.issuer(new URL(oidc.issuer).host)}
        </button>
      )}
      {settings?.takesApiKeys === true && <KeyForm />}
      {isOptional && (
        <button
          type="button"
          onClick={() => {
            signIn.dismiss();
          }}
        >
          {text.close}
        </button>
      )}
    </dialog>
  );
}
