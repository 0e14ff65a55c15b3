/** What the page is known by: a key that was typed, or a token of the issuer. */
export interface Credential {
  readonly text: string;
  /** Gets a new one without asking anybody; `null` where that is not possible. */
  readonly renew: (() => Promise<Credential>) | null;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Sends requests in the name of who signed in. The credential is in this object alone: nothing is
 * stored, so whoever opens the browser later has to sign in again.
 */
export class Credentials {
  private current: Credential | null = null;
  private renewal: Promise<boolean> | null = null;
  private listener: (wasSignedIn: boolean) => void = () => undefined;

  constructor(private readonly send: Fetch) {}

  get isSet(): boolean {
    return this.current !== null;
  }

  set(credential: Credential | null): void {
    this.current = credential;
  }

  /** Calls `listener` when the service doesn't take what was sent, or wants to be told who asks. */
  onRefused(listener: (wasSignedIn: boolean) => void): void {
    this.listener = listener;
  }

  /** `fetch` with the credential. A refused one is renewed once, where it can be. */
  readonly fetch: Fetch = async (url, init) => {
    const used = this.current;
    const response = await this.send(url, authorized(init, used));
    if (response.status !== 401) return response;
    const isRenewed = this.current !== used || (await this.renew());
    if (isRenewed && this.current !== null) {
      const second = await this.send(url, authorized(init, this.current));
      if (second.status !== 401) return second;
    }
    this.listener(used !== null);
    return response;
  };

  /** Renews the credential; together, when several ask. @returns whether there is a new one. */
  async renew(): Promise<boolean> {
    this.renewal ??= this.renewOnce().finally(() => {
      this.renewal = null;
    });
    return await this.renewal;
  }

  private async renewOnce(): Promise<boolean> {
    const old = this.current;
    const renew = old?.renew ?? null;
    if (renew === null) return false;
    try {
      const fresh = await renew();
      if (this.current !== old) return false;
      this.current = fresh;
      return true;
    } catch {
      // The service decides whether the old one is still good.
      return false;
    }
  }
}

function authorized(init: RequestInit, credential: Credential | null): RequestInit {
  if (credential === null) return init;
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${credential.text}`);
  return { ...init, headers };
}

/** Of this page. */
export const credentials = new Credentials(async (url, init) => await fetch(url, init));
