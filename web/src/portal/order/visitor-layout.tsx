import { A, useLocation } from "@solidjs/router";
import { type JSX, Suspense } from "solid-js";
import { paths, signInFrom } from "#web/paths.ts";
import { Mark } from "#web/ui/mark.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { text } from "./new-order.text.ts";

/** Around what somebody sees who is not signed in: the name, the way in, and the page. */
export function VisitorLayout(props: { children: JSX.Element }) {
  const location = useLocation();
  return (
    <>
      <header class="visitor-bar">
        <A class="brand" href={paths.order} end>
          <Mark />
          Rookery
        </A>
        <a class="button" href={signInFrom(location.pathname + location.search)} rel="external">
          {text.signInShort}
        </a>
      </header>
      <main class="main" id="main" tabindex="-1">
        <div class="page">
          <Suspense fallback={<RowsSkeleton label={text.plansLoading} rows={6} />}>{props.children}</Suspense>
        </div>
      </main>
    </>
  );
}
