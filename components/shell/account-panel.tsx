"use client";

import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import type { Theme } from "@/components/ui/theme";
import { ThemeToggle } from "@/components/ui/theme-toggle";

const row = "flex h-8 items-center rounded-control px-2 hover:bg-hover pointer-coarse:h-11";

export interface AccountPanelProps {
  name: string;
  email?: string;
  theme: Theme;
  /** Only pages that exist. */
  links: readonly { href: string; label: string }[];
  /** The sign-out button or form. */
  signOut?: ReactNode;
  close: () => void;
}

/** Who is signed in, the theme, and the way to the account and out. */
export function AccountPanel({ name, email, theme, links, signOut, close }: AccountPanelProps) {
  return (
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
  );
}
