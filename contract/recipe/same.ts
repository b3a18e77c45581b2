/** Equal by what they hold, whatever order their keys are in; `null` and "not there" are the same. */
export const sameValue = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** JSON with sorted keys: equal values give equal text. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
