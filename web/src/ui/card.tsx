import { createUniqueId, type JSX, Show } from "solid-js";

/** A white sheet with a heading. Never put one inside another. */
export function Card(props: {
  title: string;
  titleHidden?: boolean;
  aside?: JSX.Element;
  foot?: JSX.Element;
  children: JSX.Element;
}) {
  const id = createUniqueId();
  return (
    <section class="card" aria-labelledby={id}>
      <Show
        when={!props.titleHidden}
        fallback={
          <h2 class="unseen" id={id}>
            {props.title}
          </h2>
        }
      >
        <div class="card-head">
          <h2 id={id}>{props.title}</h2>
          {props.aside}
        </div>
      </Show>
      {props.children}
      <Show when={props.foot}>
        <div class="card-foot">{props.foot}</div>
      </Show>
    </section>
  );
}

export function CardBody(props: { class?: string; children: JSX.Element }) {
  return <div class={`card-body${props.class ? ` ${props.class}` : ""}`}>{props.children}</div>;
}
