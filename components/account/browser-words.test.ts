import { describe, expect, it } from "vitest";
import { browserWords } from "./browser-words";
import { fieldError, formError } from "./field-error";

describe("a session in words", () => {
  it("names the browser and the system, not the engines they claim to be", () => {
    const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    const lines = [
      `${mac} Version/17.4 Safari/605.1.15`,
      "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
      "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
    ];
    expect(lines.map(browserWords)).toEqual([
      "Safari on macOS",
      "Firefox on Linux",
      "Edge on Windows",
      "Chrome on Android",
    ]);
  });

  it("says so when it does not know", () => {
    expect(browserWords("curl/8.5.0")).toBe("Another program");
  });
});

describe("a refusal", () => {
  const refusal = { message: "password: At least 10 characters", data: { field: "password" } };

  it("stands at its field, without the field's name", () => {
    expect(fieldError(refusal, "password")).toBe("At least 10 characters");
    expect(fieldError(refusal, "email")).toBeUndefined();
  });

  it("stands under the form when it belongs to no field of it", () => {
    expect(formError(refusal, ["password"])).toBeUndefined();
    expect(formError({ message: "Too many tries", data: null }, ["password"])).toBe("Too many tries");
    expect(formError(null, [])).toBeUndefined();
  });
});
