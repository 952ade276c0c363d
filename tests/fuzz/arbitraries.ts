import { toHex } from "@taonet/primitives/hex"
import fc from "fast-check"

/** What looks like hex: some of it is none. */
export const hexLike: fc.Arbitrary<string> = fc.oneof(
  fc.uint8Array({ maxLength: 80 }).map((bytes): string => toHex(bytes)),
  fc.constantFrom("0x", "0x0", "0X00", "00", "0xzz", `0x${"00".repeat(32)}`, `0x${"ff".repeat(32)}`),
)

/** Bytes of which a few were changed, taken away or put in. */
export const mutated = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .array(
      fc.tuple(
        fc.nat({ max: Math.max(0, bytes.length - 1) }),
        fc.constantFrom("set", "cut", "put"),
        fc.nat({ max: 255 }),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((edits) => {
      const out = [...bytes]
      for (const [at, kind, byte] of edits) {
        if (kind === "set") out[at] = byte
        else if (kind === "cut") out.splice(at, 1 + (byte % 8))
        else out.splice(at, 0, byte)
      }
      return Uint8Array.from(out)
    })
