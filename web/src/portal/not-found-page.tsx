import { paths } from "#web/paths.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Title } from "#web/ui/title.tsx";
import { text } from "./not-found.text.ts";

export default function NotFoundPage() {
  return (
    <>
      <Title>{text.documentTitle}</Title>
      <EmptyState
        icon="info"
        title={text.title}
        text={text.text}
        action={
          <LinkButton tone="primary" href={paths.overview}>
            {text.back}
          </LinkButton>
        }
      />
    </>
  );
}
