import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { siteNameProblem } from "#core/hosting/site-name.state.ts";
import { checkSiteName } from "#web/data/plans.ts";

/** Long enough for the next letter of somebody who types. */
const restMs = 350;

type Found = Awaited<ReturnType<typeof checkSiteName>>["state"];

/** Whether a name that is being typed can be had; undefined while that is not known, or cannot be. */
export function createSiteNameCheck(name: () => string): () => Found | undefined {
  const [latest, setLatest] = createSignal<{ name: string; state: Found }>();
  createEffect(
    on(name, (typed) => {
      if (siteNameProblem(typed) !== undefined) return;
      const timer = setTimeout(() => {
        checkSiteName(typed).then(
          ({ state }) => setLatest({ name: typed, state }),
          // Then the order itself tells.
          () => undefined,
        );
      }, restMs);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  return () => {
    const found = latest();
    return found?.name === name() ? found.state : undefined;
  };
}
