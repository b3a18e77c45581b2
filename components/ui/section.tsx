import { type ReactNode, useId } from "react";
import { cx } from "@/components/ui/cx";

export interface SectionProps {
  title: string;
  count?: number;
  actions?: ReactNode;
  description?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A titled part of a page. Space separates sections; no box is drawn. */
export function Section({ title, count, actions, description, className, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cx("grid min-w-0 gap-3", className)}>
      <div className="flex min-h-7 items-center justify-between gap-4">
        <div className="grid">
          <h2 id={id} className="text-sm">
            {title}
            {count !== undefined && <span className="num ml-1 font-normal text-muted">{` ${count}`}</span>}
          </h2>
          {description !== undefined && <p className="text-muted text-xs">{description}</p>}
        </div>
        {actions !== undefined && <div className="flex items-center gap-1">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
