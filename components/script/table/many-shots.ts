/** "1 shot", "12 shots". */
export const manyShots = (n: number) => (n === 1 ? "1 shot" : `${n} shots`);
