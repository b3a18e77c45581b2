// Stands in for the package "server-only" under vitest: outside Next there is no browser bundle to guard.
export {};
