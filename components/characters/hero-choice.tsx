import { Thumb } from "@/components/media/thumb";
import type { Picture } from "@/contract/media";

interface HeroChoiceProps {
  pictures: readonly Picture[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/** Every picture of the packages; a press makes one the character's main picture. */
export function HeroChoice({ pictures, chosen, onChoose }: HeroChoiceProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1.5 text-muted text-xs">Main picture</legend>
      <div className="flex gap-1.5 overflow-x-auto p-0.5">
        {pictures.map((picture, at) => (
          <button
            key={picture.id}
            type="button"
            aria-label={`Picture ${at + 1} as the main picture`}
            aria-pressed={picture.id === chosen}
            onClick={() => picture.id !== chosen && onChoose(picture.id)}
            className="shrink-0 rounded-picture opacity-70 hover:opacity-100 aria-pressed:opacity-100 aria-pressed:outline-2 aria-pressed:outline-accent"
          >
            <Thumb media={picture} alt="" ratio={1} sizes="44px" className="w-11" />
          </button>
        ))}
      </div>
    </fieldset>
  );
}
