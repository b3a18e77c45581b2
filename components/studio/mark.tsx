/** A frame with its corner lit: the sign of the studio. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 28 28" aria-hidden="true" className={className}>
      <rect x="3" y="6" width="22" height="16" rx="2.5" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <path
        d="M3.9 17.5 10 11.8l5.2 5 3.6-3.2 5.3 4.6V19.5a1.6 1.6 0 0 1-1.6 1.6H5.5a1.6 1.6 0 0 1-1.6-1.6Z"
        fill="var(--accent)"
      />
      <circle cx="19.5" cy="10.5" r="1.75" fill="var(--accent)" />
    </svg>
  );
}
