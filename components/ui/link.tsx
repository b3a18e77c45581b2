"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps, MouseEvent } from "react";

interface LinkProps extends Omit<ComponentProps<"a">, "href"> {
  /** A path of the studio, "/projects"; anything else is left to the browser. */
  href: string;
}

/**
 * A link that goes without a reload. Next's own adds 3 KiB to every page and asks the server for every page in sight;
 * ours are drawn for each visit, so there is nothing to have ahead.
 */
export function Link({ href, onClick, ...rest }: LinkProps) {
  const router = useRouter();
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || !href.startsWith("/") || isBrowsers(event)) return;
    event.preventDefault();
    router.push(href);
  };
  return <a {...rest} href={href} onClick={go} />;
}

/** Another tab, another window, a download: the browser's own ways stay. */
const isBrowsers = ({ button, ctrlKey, metaKey, shiftKey, altKey, currentTarget }: MouseEvent<HTMLAnchorElement>) =>
  button !== 0 ||
  ctrlKey ||
  metaKey ||
  shiftKey ||
  altKey ||
  currentTarget.hasAttribute("download") ||
  (currentTarget.target !== "" && currentTarget.target !== "_self");
