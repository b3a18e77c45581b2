import { Copy } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { notify } from "@/components/ui/notify";

/** A value with a button that copies it whole; `what` names it, `shown` may be its beginning. */
export function Copyable({ what, value, shown = value }: { what: string; value: string; shown?: string }) {
  const copy = () =>
    navigator.clipboard
      ?.writeText(value)
      .then(() => notify({ title: `Copied the ${what}` }))
      .catch(() => notify({ title: `The browser did not allow copying the ${what}.`, tone: "danger" }));
  return (
    <span className="flex items-center gap-1">
      <span className="code select-all" title={value}>
        {shown}
      </span>
      <IconButton label={`Copy the ${what}`} icon={<Copy />} onClick={() => void copy()} className="size-6!" />
    </span>
  );
}
