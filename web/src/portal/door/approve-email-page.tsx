import { EmailChangePage } from "./email-change-page.tsx";

export default function ApproveEmailPage() {
  return <EmailChangePage address="old" />;
}
