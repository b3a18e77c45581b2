/** A port nobody listens on now. */
export function anyPort(): Promise<number>;
