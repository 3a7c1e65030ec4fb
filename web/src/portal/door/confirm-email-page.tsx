import { EmailChangePage } from "./email-change-page.tsx";

export default function ConfirmEmailPage() {
  return <EmailChangePage address="new" />;
}
