import { api } from '../api/client.js';
import type { Me, PageConfig } from '../api/types.js';
import { createStore } from '../state/store.js';
import { credentials } from './credentials.js';
import { comeBack, goToIssuer, type SignedIn } from './oidc.js';

/** Why the page asks who is there. */
export interface SignInPrompt {
  /**
   * `asked`: by the operator; `needed`: nothing is shown without; `ended`: what was good no longer
   * is; `failed`: the attempt came to nothing.
   */
  readonly reason: 'asked' | 'needed' | 'ended' | 'failed';
  /** What the issuer or the service said; `null` for nothing. */
  readonly detail: string | null;
}

type SignInSettings = PageConfig['signIn'];

/** Who uses the page. Keys and tokens live in memory alone (credentials.ts). */
export class SignIn {
  /** `null` until somebody signed in. */
  readonly me = createStore<Me | null>(null);
  /** `null` while nobody is asked. */
  readonly prompt = createStore<SignInPrompt | null>(null);
  readonly settings = createStore<SignInSettings | null>(null);
  private signOutUrl: string | null = null;
  private renewal: ReturnType<typeof setInterval> | null = null;
  private whenSignedIn: () => void = () => undefined;

  constructor() {
    credentials.onRefused((wasSignedIn) => {
      this.refused(wasSignedIn);
    });
  }

  /** Calls `listener` after each sign-in: everything is to be read again. */
  onSignedIn(listener: () => void): void {
    this.whenSignedIn = listener;
  }

  /**
   * Takes up a sign-in at the issuer that the browser comes back from.
   * @returns whether the page may read now; if not, whoever is there is being asked.
   */
  async begin(settings: SignInSettings): Promise<boolean> {
    this.settings.set(settings);
    try {
      const back = settings.oidc === null ? null : await comeBack(settings.oidc);
      if (back !== null) await this.take(back);
    } catch (error) {
      this.fail(error);
      return settings.isAnonymousReadOn;
    }
    if (this.me.get() !== null || settings.isAnonymousReadOn) return true;
    this.prompt.set({ reason: 'needed', detail: null });
    return false;
  }

  /** Leaves the page for the issuer's. */
  async withIssuer(): Promise<void> {
    const oidc = this.settings.get()?.oidc ?? null;
    if (oidc === null) return;
    try {
      await goToIssuer(oidc);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Signs in with a key. */
  async withKey(key: string): Promise<void> {
    try {
      await this.take({
        credential: { text: key, renew: null },
        signOutUrl: null,
        renewInMs: null,
      });
    } catch (error) {
      this.fail(error);
      return;
    }
    this.whenSignedIn();
  }

  /** Asks who is there. */
  ask(): void {
    this.prompt.set({ reason: 'asked', detail: null });
  }

  /** Stops asking, where the page may be read without an answer. */
  dismiss(): void {
    if (this.mayDismiss()) this.prompt.set(null);
  }

  /** Whether there is no use in asking the service for anything now. */
  isWaiting(): boolean {
    return this.prompt.get() !== null && !this.mayDismiss();
  }

  /** Whether the page shows something without a sign-in. */
  mayDismiss(): boolean {
    return this.me.get() !== null || this.settings.get()?.isAnonymousReadOn === true;
  }

  /** Forgets who was there, and all that was shown; at the issuer too, where that is possible. */
  signOut(): void {
    credentials.set(null);
    if (this.signOutUrl === null) location.assign('/');
    else location.assign(this.signOutUrl);
  }

  /** @throws ApiError when the service doesn't take the credential. */
  private async take({ credential, signOutUrl, renewInMs }: SignedIn): Promise<void> {
    this.forget();
    credentials.set(credential);
    try {
      this.me.set(await api.me());
    } catch (error) {
      credentials.set(null);
      throw error;
    }
    this.signOutUrl = signOutUrl;
    this.prompt.set(null);
    if (renewInMs !== null) this.renewal = setInterval(() => void credentials.renew(), renewInMs);
  }

  private forget(): void {
    if (this.renewal !== null) clearInterval(this.renewal);
    this.renewal = null;
    this.me.set(null);
    this.signOutUrl = null;
  }

  /** The service didn't take what was sent, though it once did, or wants to know who asks. */
  private refused(wasSignedIn: boolean): void {
    const isTrying = wasSignedIn && this.me.get() === null;
    if (isTrying || this.prompt.get() !== null) return;
    if (wasSignedIn) credentials.set(null);
    this.forget();
    this.prompt.set({ reason: wasSignedIn ? 'ended' : 'needed', detail: null });
  }

  private fail(error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error);
    this.prompt.set({ reason: 'failed', detail });
  }
}
