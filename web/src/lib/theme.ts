import { createSignal } from "solid-js";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The same name is read by public/theme.js before the first paint of the door pages. */
const storageKey = "rookery.theme";

function stored(): Theme {
  try {
    const value = localStorage.getItem(storageKey);
    return value === "light" || value === "dark" ? value : "auto";
  } catch {
    return "auto";
  }
}

const [theme, setTheme] = createSignal<Theme>(stored());

export { theme };

function show(value: Theme): void {
  if (value === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = value;
}

/** Puts the stored choice on the document; "auto" leaves it to the system. */
export function applyTheme(): void {
  show(theme());
}

export function chooseTheme(value: Theme): void {
  setTheme(value);
  show(value);
  try {
    if (value === "auto") localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, value);
  } catch {
    // A browser that stores nothing still shows the theme until the page is closed.
  }
}
