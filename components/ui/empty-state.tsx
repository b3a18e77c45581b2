import type { ReactNode } from "react";
import { MessageState } from "@/components/ui/message-state";

export interface EmptyStateProps {
  /** One sentence that says what will be here. */
  title: string;
  body?: ReactNode;
  /** The one primary button. */
  action?: ReactNode;
  /** e.g. "Load the sample". */
  secondary?: ReactNode;
  icon?: ReactNode;
  size?: "page" | "inline";
  /** An empty page keeps its own heading above this; h1 where it has none. */
  heading?: "h1" | "h2";
}

export function EmptyState({ action, secondary, heading = "h2", ...rest }: EmptyStateProps) {
  const actions =
    action || secondary
      ? { actions: [action, secondary].map((node, at) => <span key={at === 0 ? "act" : "also"}>{node}</span>) }
      : {};
  return <MessageState heading={heading} {...rest} {...actions} />;
}
