import type { Role } from "@/contract/roles";
import type { Db } from "@/db/client";
import type { StudioContext } from "@/server/context";
import type { Storage } from "@/server/storage/storage";

/** For verbs that touch no file: any use fails loudly. */
export const noStorage: Storage = {
  kind: "local",
  adopt: () => Promise.reject(new Error("this test has no storage")),
  read: () => Promise.reject(new Error("this test has no storage")),
  localPath: () => Promise.reject(new Error("this test has no storage")),
  temporaryPath: () => Promise.reject(new Error("this test has no storage")),
};

export const asUser = (
  db: Db,
  teamId: string,
  user: { id: string; name: string },
  role: Role = "owner",
): StudioContext => ({
  db,
  teamId,
  storage: noStorage,
  actor: { kind: "user", id: user.id, name: user.name, role },
});

export const asNode = (db: Db, node: { id: string; name: string; teamId: string }): StudioContext => ({
  db,
  teamId: node.teamId,
  storage: noStorage,
  actor: { kind: "node", id: node.id, name: node.name },
});
