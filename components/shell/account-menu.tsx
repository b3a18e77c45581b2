"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Popover } from "@/components/ui/popover";
import type { Theme } from "@/components/ui/theme";
import { ThemeToggle } from "@/components/ui/theme-toggle";

export interface AccountMenuProps {
  name: string;
  email?: string;
  src?: string;
  theme: Theme;
  /** Only pages that exist. */
  links: readonly { href: string; label: string }[];
  /** The sign-out button or form. */
  signOut?: ReactNode;
}

const row = "flex h-8 items-center rounded-control px-2 hover:bg-hover pointer-coarse:h-11";

export function AccountMenu({ name, email, src, theme, links, signOut }: AccountMenuProps) {
  return (
    <Popover
      label="Account"
      side="right"
      align="end"
      className="w-60 p-2"
      trigger={(attributes) => (
        <button
          type="button"
          {...attributes}
          aria-label={`Account: ${name}`}
          className="grid size-10 place-items-center rounded-control hover:bg-hover pointer-coarse:size-12"
        >
          <Avatar name={name} src={src} />
        </button>
      )}
    >
      {(close) => (
        <div className="grid gap-2">
          <div className="grid px-2 pt-1">
            <span className="truncate font-medium">{name}</span>
            {email !== undefined && <span className="truncate text-muted text-xs">{email}</span>}
          </div>
          <div className="px-2">
            <ThemeToggle initial={theme} />
          </div>
          <ul className="border-t pt-2">
            {links.map((link) => (
              <li key={link.href}>
                <Link href={link.href} onClick={close} className={row}>
                  {link.label}
                </Link>
              </li>
            ))}
            {signOut !== undefined && <li>{signOut}</li>}
          </ul>
        </div>
      )}
    </Popover>
  );
}
