/** Marks of our own, one path on a 24 px grid each; never the trade marks of what they stand for. */
const art: Readonly<Record<string, { hue: string; path: string }>> = {
  wordpress: { hue: "app-art-blue", path: "M6 3.8h8l4 4v12.4H6zM13.6 4v4.2H18M9 12.2h6M9 15.6h4" },
  static: {
    hue: "app-art-teal",
    path: "M4 5.5h16v13H4zM4 9.3h16M6.6 7.4h.01M9 7.4h.01M8 15.6l2.6-3 2 2.2 1.4-1.4 2 2.2",
  },
  php: { hue: "app-art-violet", path: "M8.5 7 4 12l4.5 5M15.5 7l4.5 5-4.5 5M13.2 5.4l-2.4 13.2" },
  node: {
    hue: "app-art-green",
    path: "m12 3.6 7.3 4.2v8.4L12 20.4l-7.3-4.2V7.8zM12 12v8.2M12 12l7.2-4.1M12 12 4.8 7.9",
  },
  python: { hue: "app-art-ochre", path: "M5 6.5h9M5 11h14M9 15.5h10M5 20h7M5 15.5h.01M18 6.5h.01" },
};
const any = { hue: "app-art-grey", path: "m12 3.6 7.6 4v8.8l-7.6 4-7.6-4V7.6zM4.6 7.7 12 11.6l7.4-3.9M12 11.6v8.6" };

/** The picture of an app: content, and the only place with hues beside ours. */
export function AppArt(props: { template: string; small?: boolean }) {
  const shown = () => art[props.template] ?? any;
  return (
    <span class={`app-art ${shown().hue}${props.small ? " app-art-small" : ""}`}>
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d={shown().path} />
      </svg>
    </span>
  );
}
