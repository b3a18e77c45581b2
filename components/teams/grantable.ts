import { can, mayGrant, type Role, roleHelp, roles } from "@/contract/roles";

export const roleLabel = (role: Role): string => role.charAt(0).toUpperCase() + role.slice(1);

/** The roles a person may give, lowest first, each with what it is for. */
export const grantable = (mine: Role): { value: Role; label: string; help: string }[] =>
  roles
    .filter((role) => mayGrant(mine, role))
    .map((value) => ({ value, label: roleLabel(value), help: roleHelp[value] }));

type Person = { id: string; role: Role };

/** What the viewer may do to a member: nobody touches their own row or a role above their own. */
export const mayTouch = (me: Person, them: Person): { changeRole: boolean; remove: boolean } => {
  const below = me.id !== them.id && mayGrant(me.role, them.role);
  return { changeRole: below, remove: below && can(me.role, "remove people") };
};
