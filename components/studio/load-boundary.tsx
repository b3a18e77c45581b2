"use client";

import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, type ReactNode, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { isPartLost, partLost } from "@/components/ui/part-lost";

interface LoadBoundaryProps {
  /** What could not be loaded: "The shots could not be loaded". */
  title: string;
  fallback: ReactNode;
  /**
   * The page has waited for what the screen asks, so the server draws the screen itself. Left out, it draws the fallback,
   * and a script puts the screen in its place, which React holds back for up to 300 ms.
   */
  ready?: boolean;
  children: ReactNode;
}

/** Around a screen that asks the server: its skeleton while the answer is on its way, and a way to ask again when it failed. */
export function LoadBoundary({ title, fallback, ready = false, children }: LoadBoundaryProps) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Catch title={title} onRetry={reset} fallback={fallback} ready={ready}>
          {children}
        </Catch>
      )}
    </QueryErrorResetBoundary>
  );
}

interface CatchProps {
  title: string;
  onRetry: () => void;
  fallback: ReactNode;
  ready: boolean;
  children: ReactNode;
}

interface CatchState {
  message: string | null;
  /** Not an answer but a script is missing. */
  lost: boolean;
  /** Asked again: from here on there may be something to wait for. */
  retried: boolean;
}

class Catch extends Component<CatchProps, CatchState> {
  override state: CatchState = { message: null, lost: false, retried: false };

  static getDerivedStateFromError(error: unknown): Partial<CatchState> {
    return {
      message: error instanceof Error ? error.message : "The studio did not say why.",
      lost: isPartLost(error),
    };
  }

  override render() {
    const { title, onRetry, fallback, ready, children } = this.props;
    const { message, lost, retried } = this.state;
    if (message === null) return ready && !retried ? children : <Suspense fallback={fallback}>{children}</Suspense>;
    if (lost) return <PartLost />;
    const retry = () => {
      onRetry();
      this.setState({ message: null, retried: true });
    };
    return <ErrorState size="page" title={title} body={message} onRetry={retry} />;
  }
}

const PartLost = () => (
  <ErrorState
    size="page"
    title={partLost.title}
    body={partLost.body}
    actions={
      <Button variant="primary" onClick={() => location.reload()}>
        {partLost.act}
      </Button>
    }
  />
);
