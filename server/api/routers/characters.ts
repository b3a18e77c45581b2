import { CreateCharacter, createCharacter } from "@/server/characters/create";
import { GetCharacter, getCharacter } from "@/server/characters/get";
import { ListCharacters, listCharacters } from "@/server/characters/list";
import { UpdateCharacter, updateCharacter } from "@/server/characters/update";
import { router, teamProcedure } from "../trpc";

export const charactersRouter = router({
  list: teamProcedure.input(ListCharacters).query(({ ctx, input }) => listCharacters(ctx, input)),
  get: teamProcedure.input(GetCharacter).query(({ ctx, input }) => getCharacter(ctx, input)),
  create: teamProcedure.input(CreateCharacter).mutation(({ ctx, input }) => createCharacter(ctx, input)),
  update: teamProcedure.input(UpdateCharacter).mutation(({ ctx, input }) => updateCharacter(ctx, input)),
});
