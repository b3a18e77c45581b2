import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientAddress, noteSocketAddresses } from "./client-address";

const of = (list?: string) => clientAddress(new Headers(list === undefined ? {} : { "x-forwarded-for": list }));

describe("the address that tries are counted by", () => {
  it("is the socket's when a client made up the rest", () => {
    expect(of("198.51.100.7, 203.0.113.5")).toBe("203.0.113.5");
    expect(of("1.1.1.1, 2.2.2.2, 3.3.3.3, 203.0.113.5")).toBe("203.0.113.5");
  });

  it("is what a proxy on this machine saw, not what its client claimed", () => {
    expect(of("198.51.100.7, 203.0.113.5, 127.0.0.1")).toBe("203.0.113.5");
    expect(of("203.0.113.5, ::ffff:127.0.0.1")).toBe("203.0.113.5");
  });

  it("is this machine's when nobody else spoke, and one word when nothing is known", () => {
    expect(of("::1")).toBe("::1");
    expect(of(" , ")).toBe("unknown");
    expect(of()).toBe("unknown");
  });
});

describe("a real request", () => {
  const server = createServer((request, response) => response.end(String(request.headers["x-forwarded-for"])));
  let address = "";
  beforeAll(async () => {
    noteSocketAddresses();
    noteSocketAddresses();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it("ends its list of forwarders with its socket's address, once", async () => {
    const plain = await fetch(address);
    const forged = await fetch(address, { headers: { "x-forwarded-for": "198.51.100.7" } });

    expect(await plain.text()).toBe("127.0.0.1");
    expect(await forged.text()).toBe("198.51.100.7, 127.0.0.1");
  });
});
