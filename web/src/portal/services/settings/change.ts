import { createRequest } from "#web/data/request.ts";
import type { ServiceSettings } from "#web/data/settings.ts";

/** What each card of the settings is given. */
export interface CardProps {
  serviceId: string;
  settings: ServiceSettings;
  /** Whoever looks may change it, and now. */
  open: boolean;
  /** An earlier change is on its way. */
  busy: boolean;
}

/** One kind of change of one website's settings. */
export const createChange = <Arguments extends unknown[]>(
  props: CardProps,
  act: (key: string, serviceId: string, ...args: Arguments) => Promise<ServiceSettings>,
) => createRequest((key: string, ...args: Arguments) => act(key, props.serviceId, ...args));
