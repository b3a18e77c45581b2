"use client";

import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, type ReactNode, Suspense } from "react";
import { ErrorState } from "@/components/ui/error-state";

interface LoadBoundaryProps {
  /** What could not be loaded: "The shots could not be loaded". */
  title: string;
  fallback: ReactNode;
  children: ReactNode;
}

/** Around a screen that asks the server: its skeleton while the answer is on its way, and a way to ask again when it failed. */
export function LoadBoundary({ title, fallback, children }: LoadBoundaryProps) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Catch title={title} onRetry={reset}>
          <Suspense fallback={fallback}>{children}</Suspense>
        </Catch>
      )}
    </QueryErrorResetBoundary>
  );
}

interface CatchProps {
  title: string;
  onRetry: () => void;
  children: ReactNode;
}

class Catch extends Component<CatchProps, { message: string | null }> {
  override state: { message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : "The studio did not say why." };
  }

  override render() {
    const { title, onRetry, children } = this.props;
    if (this.state.message === null) return children;
    const retry = () => {
      onRetry();
      this.setState({ message: null });
    };
    return <ErrorState size="page" title={title} body={this.state.message} onRetry={retry} />;
  }
}
