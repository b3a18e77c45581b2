import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { MessageState } from "@/components/ui/message-state";

export interface ForbiddenStateProps {
  /** What is closed: "You cannot see this project's settings". */
  title: string;
  /** Who can open it: "Mei Tanaka or Ola Berg". */
  grantedBy: string;
  actions?: ReactNode;
  size?: "page" | "inline";
}

export function ForbiddenState({ grantedBy, size = "page", ...rest }: ForbiddenStateProps) {
  return <MessageState {...rest} size={size} icon={<Lock />} body={<>Ask {grantedBy} for access.</>} />;
}
