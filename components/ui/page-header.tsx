import type { ReactNode } from "react";

export interface PageHeaderProps {
  title: ReactNode;
  /** A word before the title in mono: a code such as SQ010_SH0020. */
  code?: string;
  description?: ReactNode;
  /** Pills and counts beside the title. */
  meta?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, code, description, meta, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 pt-5 pb-4 sm:px-6">
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl text-balance">
            {code !== undefined && <span className="code mr-2 align-middle text-muted">{code}</span>}
            {title}
          </h1>
          {meta}
        </div>
        {description !== undefined && <p className="max-w-2xl text-muted">{description}</p>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
