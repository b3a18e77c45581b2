import { AddToNegative, addToNegative } from "@/server/characters/add-to-negative";
import { CreateCharacter, createCharacter } from "@/server/characters/create";
import { GetCharacter, getCharacter } from "@/server/characters/get";
import { CharacterHistory, characterHistory } from "@/server/characters/history";
import { LineUp, lineUp } from "@/server/characters/line-up";
import { ListCharacters, listCharacters } from "@/server/characters/list";
import { QuickExtra, quickExtra } from "@/server/characters/quick-extra";
import { SetCharacterStatus, setCharacterStatus } from "@/server/characters/set-status";
import {
  CreateSnippet,
  createSnippet,
  ListSnippets,
  listSnippets,
  RemoveSnippet,
  removeSnippet,
  UpdateSnippet,
  updateSnippet,
} from "@/server/characters/snippets";
import { UpdateCharacter, updateCharacter } from "@/server/characters/update";
import { CharacterUses, characterUses } from "@/server/characters/uses";
import { router, teamProcedure } from "../trpc";

export const charactersRouter = router({
  list: teamProcedure.input(ListCharacters).query(({ ctx, input }) => listCharacters(ctx, input)),
  get: teamProcedure.input(GetCharacter).query(({ ctx, input }) => getCharacter(ctx, input)),
  lineUp: teamProcedure.input(LineUp).query(({ ctx, input }) => lineUp(ctx, input)),
  history: teamProcedure.input(CharacterHistory).query(({ ctx, input }) => characterHistory(ctx, input)),
  uses: teamProcedure.input(CharacterUses).query(({ ctx, input }) => characterUses(ctx, input)),
  create: teamProcedure.input(CreateCharacter).mutation(({ ctx, input }) => createCharacter(ctx, input)),
  quickExtra: teamProcedure.input(QuickExtra).mutation(({ ctx, input }) => quickExtra(ctx, input)),
  update: teamProcedure.input(UpdateCharacter).mutation(({ ctx, input }) => updateCharacter(ctx, input)),
  setStatus: teamProcedure.input(SetCharacterStatus).mutation(({ ctx, input }) => setCharacterStatus(ctx, input)),
  addToNegative: teamProcedure.input(AddToNegative).mutation(({ ctx, input }) => addToNegative(ctx, input)),
  snippets: teamProcedure.input(ListSnippets).query(({ ctx, input }) => listSnippets(ctx, input)),
  createSnippet: teamProcedure.input(CreateSnippet).mutation(({ ctx, input }) => createSnippet(ctx, input)),
  updateSnippet: teamProcedure.input(UpdateSnippet).mutation(({ ctx, input }) => updateSnippet(ctx, input)),
  removeSnippet: teamProcedure.input(RemoveSnippet).mutation(({ ctx, input }) => removeSnippet(ctx, input)),
});
