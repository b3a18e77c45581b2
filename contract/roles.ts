/** Lowest first: each role may do all that the ones before it may. */
export const roles = ["client", "artist", "supervisor", "manager", "owner"] as const;
export type Role = (typeof roles)[number];

/** The one permission table: the least role that may do each thing. Browser and server read the same lines. */
export const actions = {
  "see the studio": "client",
  comment: "client",
  "edit characters and environments": "artist",
  "edit shots": "artist",
  "add versions": "artist",
  "paint masks": "artist",
  "queue passes": "artist",
  "see nodes": "artist",
  "ask for review": "artist",
  "approve frames": "supervisor",
  "approve characters": "supervisor",
  "cancel other people's work": "manager",
  "run the queue": "manager",
  "pair nodes": "manager",
  "revoke nodes": "manager",
  "manage projects": "manager",
  "invite people": "manager",
  "change roles": "manager",
  "change statuses": "manager",
  "remove people": "manager",
  "rename the team": "owner",
} as const satisfies Record<string, Role>;
export type Action = keyof typeof actions;

const rank = (role: Role) => roles.indexOf(role);

/** The same answer in the browser, which hides the button, and in the verb, which refuses. */
export const can = (role: Role, action: Action): boolean => rank(role) >= rank(actions[action]);

/** Nobody gives, takes or removes a role above their own. */
export const mayGrant = (mine: Role, theirs: Role): boolean => can(mine, "change roles") && rank(mine) >= rank(theirs);

/** What a role is for, in words for the invitation form. */
export const roleHelp: Record<Role, string> = {
  client: "Looks, comments; sees only notes meant for the client",
  artist: "Edits, paints, queues passes, asks for review",
  supervisor: "All of that, and approves or sends back",
  manager: "All of that, and runs projects, people and nodes",
  owner: "Everything",
};
