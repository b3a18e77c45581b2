/** Centre of an element on the screen. */
const centre = (element: Element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
};

const cells = () => [...document.querySelectorAll<HTMLElement>("[data-picture]")];
const cellOf = (id: string): HTMLElement | undefined => cells().find((cell) => cell.dataset.picture === id);

type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";
export const isArrow = (key: string): key is Arrow => /^Arrow(Left|Right|Up|Down)$/.test(key);

/** The picture that lies next in the arrow's direction, wherever on the page it stands; undefined at an edge. */
export const neighbour = (from: HTMLElement, key: Arrow): HTMLElement | undefined => {
  const at = centre(from);
  const sideways = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  let best: HTMLElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const cell of cells()) {
    if (cell === from) continue;
    const to = centre(cell);
    const ahead = sign * (sideways ? to.x - at.x : to.y - at.y);
    if (ahead < 4) continue;
    const aside = Math.abs(sideways ? to.y - at.y : to.x - at.x);
    // What lies in the same row or column comes first.
    const cost = ahead + aside * 3;
    if (cost < least) [least, best] = [cost, cell];
  }
  return best;
};

/** Puts the keyboard on a picture, also on a candidate that is scrolled out of the tray. */
export const focusPicture = (store: { reveal: (id: string) => boolean }, id: string): void => {
  if (!store.reveal(id)) cellOf(id)?.focus();
};
