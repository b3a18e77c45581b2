import { defaultShouldDehydrateQuery, QueryClient } from "@tanstack/react-query";

/** Pending queries travel too: a page starts them, streams its frame, and the browser picks up the answers. */
export const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      // Live events invalidate what changed; a short time keeps the browser from asking again for what was just streamed.
      queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: false },
      dehydrate: {
        shouldDehydrateQuery: (query) => defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
    },
  });
