// Free of zod: the canvas shows it too.

/** How closely a pass keeps to a reference picture when nobody says; A56: 0.3–0.8. */
export const usualIdentityWeight = 0.55;
