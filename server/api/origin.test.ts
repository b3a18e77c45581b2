import { expect, it } from "vitest";
import { sameOrigin } from "./origin";

const post = (headers: Record<string, string>) =>
  new Request("http://localhost:3000/api/trpc/x", { method: "POST", headers: { host: "localhost:3000", ...headers } });

it("lets our own pages change things, on localhost and over plain http on a LAN", () => {
  expect(sameOrigin(post({ "sec-fetch-site": "same-origin" }))).toBe(true);
  expect(sameOrigin(post({ origin: "http://localhost:3000" }))).toBe(true);
});

it("lets a program with a Bearer token in, which no browser adds by itself", () => {
  expect(sameOrigin(post({ authorization: "Bearer bkp_x" }))).toBe(true);
});

it("refuses other sites, silence and a page of another port", () => {
  expect(sameOrigin(post({ "sec-fetch-site": "cross-site", origin: "http://localhost:3000" }))).toBe(false);
  expect(sameOrigin(post({ "sec-fetch-site": "same-site", origin: "http://localhost:3001" }))).toBe(false);
  expect(sameOrigin(post({ origin: "http://evil.example" }))).toBe(false);
  expect(sameOrigin(post({ origin: "null" }))).toBe(false);
  expect(sameOrigin(post({}))).toBe(false);
});

it("never stops a read", () => {
  expect(sameOrigin(new Request("http://localhost:3000/", { headers: { origin: "http://evil.example" } }))).toBe(true);
});
