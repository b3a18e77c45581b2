import { Avatar } from "@/components/ui/avatar";

export interface Person {
  id: string;
  name: string;
  src?: string | undefined;
}

/** People who are here now, at most four discs and a count. */
export function AvatarStack({ people, label = "Here now" }: { people: readonly Person[]; label?: string }) {
  if (people.length === 0) return null;
  const more = people.length - 4;
  return (
    <ul aria-label={label} className="flex items-center gap-1">
      {people.slice(0, 4).map((person) => (
        <li key={person.id}>
          <Avatar name={person.name} src={person.src} />
        </li>
      ))}
      {more > 0 && <li className="num pl-1 text-muted text-xs">+{more}</li>}
    </ul>
  );
}
