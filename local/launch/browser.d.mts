export interface Browser {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
}
export function createBrowser(origin: string): Browser;
export function joinAsStaff(
  browser: Browser,
  staff: { email: string; link: string | null },
): Promise<{ email: string; password: string; recoveryCodes: string[] }>;
export function register(
  browser: Browser,
  inboxUrl: string,
  who: { email: string; name: string; accountName: string; password: string },
): Promise<{ account: { id: string } }>;
export function payOn(checkoutUrl: string): Promise<void>;
export function fetchSite(url: string, trust?: { authority?: string }): Promise<number>;
