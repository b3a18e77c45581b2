"use client";

import { useEffect, useState } from "react";

/** A control's value as it was just set, until the saved one arrives: what is pressed must not spring back for a moment. */
export function useShown<Value>(saved: Value): [Value, (value: Value) => void] {
  const [shown, setShown] = useState(saved);
  useEffect(() => setShown(saved), [saved]);
  return [shown, setShown];
}
