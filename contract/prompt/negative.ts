/** What a prompt avoids when nobody says otherwise (B23). A project and a character may each have their own. */
export const defaultNegative =
  "cartoon, painting, illustration, (worst quality, low quality, normal quality:2), necklace, lipstick";
