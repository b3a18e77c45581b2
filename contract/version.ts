/** Of this studio, as its files say it. The test beside it holds it to package.json. */
export const studioVersion = "0.1.0";
