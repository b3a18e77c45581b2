import { byteAt, uint32At } from "./bytes";

const PRIMES = [...firstPrimes(64)];
const K = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt, prime, 3));
const START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt, prime, 2));

function* firstPrimes(count: number): Generator<number> {
  for (let n = 2, found = 0; found < count; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) {
      found++;
      yield n;
    }
  }
}

/** The first 32 bits after the point of a root, exactly: the guess is corrected in whole numbers. */
function fraction(root: (x: number) => number, value: number, power: number): number {
  const scale = 4_294_967_296n;
  let guess = BigInt(Math.floor(root(value) * 4_294_967_296));
  const target = BigInt(value) * scale ** BigInt(power);
  while (guess ** BigInt(power) > target) guess--;
  while ((guess + 1n) ** BigInt(power) <= target) guess++;
  return Number(guess % scale);
}

const turn = (x: number, n: number) => (x >>> n) | (x << (32 - n));

/** SHA-256 where the platform offers none. */
export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = START.slice();
  const words = new Uint32Array(64);
  const whole = bytes.length & ~63;
  for (let offset = 0; offset < whole; offset += 64) block(state, words, bytes, offset);
  const tail = new Uint8Array(bytes.length - whole < 56 ? 64 : 128);
  tail.set(bytes.subarray(whole));
  tail[bytes.length - whole] = 128;
  const view = new DataView(tail.buffer);
  view.setUint32(tail.length - 8, Math.floor(bytes.length / 536_870_912));
  view.setUint32(tail.length - 4, bytes.length << 3);
  for (let offset = 0; offset < tail.length; offset += 64) block(state, words, tail, offset);
  const out = new Uint8Array(32);
  const result = new DataView(out.buffer);
  state.forEach((word, i) => {
    result.setUint32(i * 4, word);
  });
  return out;
}

function block(state: Uint32Array, w: Uint32Array, bytes: Uint8Array, offset: number): void {
  for (let i = 0; i < 16; i++) {
    const o = offset + i * 4;
    w[i] = (byteAt(bytes, o) << 24) | (byteAt(bytes, o + 1) << 16) | (byteAt(bytes, o + 2) << 8) | byteAt(bytes, o + 3);
  }
  for (let i = 16; i < 64; i++) {
    const [x, y] = [uint32At(w, i - 15), uint32At(w, i - 2)];
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    w[i] = uint32At(w, i - 16) + s0 + uint32At(w, i - 7) + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + uint32At(K, i) + uint32At(w, i)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = uint32At(state, i) + word;
  });
}
