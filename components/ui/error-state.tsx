import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { MessageState } from "@/components/ui/message-state";

export interface ErrorStateProps {
  /** What happened, in words: "The shots could not be loaded". */
  title: string;
  /** What was kept and what to do next. */
  body?: ReactNode;
  onRetry?: () => void;
  /** Further ways on, e.g. a link back. */
  actions?: ReactNode;
  size?: "page" | "inline";
}

export function ErrorState({ onRetry, actions, ...rest }: ErrorStateProps) {
  const all = (
    <>
      {onRetry && (
        <Button variant="primary" onClick={onRetry}>
          Try again
        </Button>
      )}
      {actions}
    </>
  );
  return (
    <MessageState {...rest} role="alert" icon={<TriangleAlert />} {...(onRetry || actions ? { actions: all } : {})} />
  );
}
