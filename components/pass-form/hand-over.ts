import type { Params } from "@/contract/passes/active-fields";

const key = "backlot:form";

/** Settings for the form of the page that opens next in this tab, such as the canvas. */
export const handOver = (pass: string, values: Params): void => {
  sessionStorage.setItem(key, JSON.stringify({ pass, values }));
};

/** What was handed over, once; null: nothing. */
export const takeHandedOver = (): { pass: string; values: Params } | null => {
  const text = sessionStorage.getItem(key);
  if (text === null) return null;
  sessionStorage.removeItem(key);
  return JSON.parse(text) as { pass: string; values: Params };
};
