/** Joins class names, leaving out what is false or empty. It does not resolve conflicts: pass only additions. */
export function cx(...parts: (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
