"use client";

import type { AccountPanelProps } from "@/components/shell/account-panel";
import { Avatar } from "@/components/ui/avatar";
import { Popover } from "@/components/ui/popover";
import { usePart } from "@/components/ui/use-part";

export interface AccountMenuProps extends Omit<AccountPanelProps, "close"> {
  src?: string;
}

const loadPanel = () => import("./account-panel").then((file) => file.AccountPanel);

/** The button at the foot of the rail. What it opens is loaded when somebody reaches for it. */
export function AccountMenu({ name, src, ...rest }: AccountMenuProps) {
  const [Panel, want] = usePart(loadPanel);
  return (
    <Popover
      label="Account"
      side="right"
      align="end"
      className="w-60 p-2"
      ready={Panel !== undefined}
      onOpen={want}
      trigger={(attributes) => (
        <button
          type="button"
          {...attributes}
          onPointerEnter={want}
          onFocus={want}
          aria-label={`Account: ${name}`}
          className="grid size-10 place-items-center rounded-control hover:bg-hover pointer-coarse:size-12"
        >
          <Avatar name={name} src={src} />
        </button>
      )}
    >
      {(close) => Panel && <Panel name={name} {...rest} close={close} />}
    </Popover>
  );
}
