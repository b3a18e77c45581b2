/** One colour of a character's palette. `hex` as #rrggbb; `name` says what it is of: "coat". */
export type PaletteColour = { hex: string; name: string };
