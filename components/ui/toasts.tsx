"use client";

import { lazy, Suspense, useEffect, useState } from "react";

const ToastStack = lazy(() => import("@/components/ui/toast-stack").then((file) => ({ default: file.ToastStack })));

/** Mounted once in the shell. Loads the toast library with the first notice, not with the page. */
export function Toasts() {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const want = () => setWanted(true);
    document.addEventListener("backlot:notice", want, { once: true });
    return () => document.removeEventListener("backlot:notice", want);
  }, []);
  return wanted ? (
    <Suspense fallback={null}>
      <ToastStack />
    </Suspense>
  ) : null;
}
