import type { Service } from "#web/data/services.ts";
import { appTitle, wordsOfApp } from "#web/parts/apps.text.ts";
import { Card } from "#web/ui/card.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { text } from "./service.text.ts";

/** Longer texts, such as a compose file, have a pane of their own. */
const longest = 200;

/** What the website runs, with what was chosen of it. */
export function AppCard(props: { app: Service["app"] }) {
  const words = () => wordsOfApp(props.app.template)?.parameters ?? {};
  const chosen = () =>
    Object.entries(props.app.parameters).flatMap(([name, value]) => {
      const [label, shown] = [words()[name]?.label, textOf(value)];
      return label !== undefined && shown !== "" && shown.length <= longest
        ? [{ name: label, value: words()[name]?.options?.[shown] ?? shown }]
        : [];
    });
  return (
    <Card title={text.app}>
      <Properties items={[{ name: text.kind, value: appTitle(props.app.template) }, ...chosen()]} />
    </Card>
  );
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value ?? ""));
