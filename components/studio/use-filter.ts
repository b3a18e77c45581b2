"use client";

import { useEffect, useRef, useState } from "react";
import { afterPaint } from "@/components/ui/after-paint";
import { useAddress } from "./use-address";

/** The filter of a list, typed at once and kept in the address as `f`. `read` and `write` are a list's own grammar. */
export function useFilter<Filter>(read: (text: string) => Filter, write: (filter: Filter) => string) {
  const address = useAddress();
  const text = address.get("f");
  const [filter, setOwn] = useState(() => read(text));
  const written = useRef(text);
  useEffect(() => {
    // Back, forward or a link changed the address; our own writing is not read again.
    if (text !== written.current) setOwn(read(text));
    written.current = text;
  }, [text, read]);
  const writing = useRef(() => {});
  useEffect(() => () => writing.current(), []);
  const setFilter = (next: Filter) => {
    setOwn(next);
    written.current = write(next);
    writing.current();
    // What the key changed is seen first: a new address draws the router.
    writing.current = afterPaint(() => address.set({ f: written.current }));
  };
  return { filter, setFilter };
}
