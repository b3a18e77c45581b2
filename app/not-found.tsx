import { ButtonLink } from "@/components/ui/button-link";
import { MessageState } from "@/components/ui/message-state";

export default function NotFound() {
  return (
    <main>
      <MessageState
        size="page"
        title="There is nothing at this address"
        body="It may have been archived or renamed, or the link belongs to another team."
        actions={<ButtonLink href="/">Go to Today</ButtonLink>}
      />
    </main>
  );
}
