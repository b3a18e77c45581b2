/** A list and its filter as it stands in the address; an empty `query` is nothing to save. */
export interface FilterInUse {
  projectId: string;
  area: "shots" | "characters";
  query: string;
}
