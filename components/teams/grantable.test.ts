import { describe, expect, it } from "vitest";
import { grantable, mayTouch } from "./grantable";

describe("who may change whom", () => {
  it("offers a manager every role but the owner's", () => {
    expect(grantable("manager").map(({ value }) => value)).toEqual(["client", "artist", "supervisor", "manager"]);
    expect(grantable("owner")).toHaveLength(5);
  });

  it("offers nothing to those who may not change roles", () => {
    expect(grantable("supervisor")).toEqual([]);
  });

  it("keeps a manager's hands off owners, and everybody's off themselves", () => {
    const manager = { id: "a", role: "manager" } as const;
    expect(mayTouch(manager, { id: "b", role: "owner" })).toEqual({ changeRole: false, remove: false });
    expect(mayTouch(manager, { id: "b", role: "manager" })).toEqual({ changeRole: true, remove: true });
    expect(mayTouch(manager, manager)).toEqual({ changeRole: false, remove: false });
    expect(mayTouch({ id: "a", role: "artist" }, { id: "b", role: "client" })).toEqual({
      changeRole: false,
      remove: false,
    });
  });
});
