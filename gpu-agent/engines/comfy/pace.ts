/** Milliseconds. Tests make them short. */
export const usualPace = {
  firstPoll: 250,
  poll: 1_000,
  slowPoll: 5_000,
  /** Between the two looks that make a prompt lost. */
  miss: 2_000,
  /** Running by the queue and no frame for this long: the socket is dead. */
  silent: 30_000,
  cancelAgain: 2_000,
  wedged: 60_000,
  /** How long a server that does not answer is waited for. */
  down: 10 * 60_000,
};
export type Pace = typeof usualPace;
