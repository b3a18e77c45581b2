const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|::ffff:127\.\d+\.\d+\.\d+)$/i;
/** Of this machine: 127.0.0.0/8, ::1 or localhost. */
export const isLoopbackAddress = (address: string): boolean => loopback.test(address);
const hostName = (host: string) => host.replace(/:\d+$/, "");

/**
 * True when a request can only come from this machine: the server listens on loopback, the address bar says so
 * (a rebound DNS name would not), and no proxy speaks for somebody else.
 */
export const isLoopbackRequest = (headers: { get(name: string): string | null }, boundTo: string): boolean => {
  const forwarded = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return (
    loopback.test(boundTo) &&
    loopback.test(hostName(headers.get("host") ?? "")) &&
    forwarded.every((address) => address === "" || loopback.test(address))
  );
};
