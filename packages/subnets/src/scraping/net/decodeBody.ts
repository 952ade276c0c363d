import { TextDecoder } from "node:util"

/** How far into a page its `<meta charset>` may stand, as in the HTML standard. */
const metaBytes = 1_024

/** The text of a body: by its byte order mark, the header's charset, the page's own word, or UTF-8. Never throws. */
export function decodeBody(body: Uint8Array, charset: string | undefined): string {
  const label = bomOf(body) ?? charset ?? metaCharset(body) ?? "utf-8"
  const decoder = decoderOf(label)
  return decoder.encoding === "windows-1252" ? decodeWindows1252(body) : decoder.decode(body)
}

/** Of 0x80 to 0x9f. Some versions of Node read these as control characters, and texts must not depend on that. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

const decodeWindows1252 = (body: Uint8Array): string =>
  Buffer.from(body)
    .toString("latin1")
    .replace(/[\u0080-\u009f]/g, (char) => windows1252.charAt(char.charCodeAt(0) - 0x80))

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder("utf-8")
  }
}

function bomOf([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8"
  if (a === 0xfe && b === 0xff) return "utf-16be"
  if (a === 0xff && b === 0xfe) return "utf-16le"
  return undefined
}

function metaCharset(body: Uint8Array): string | undefined {
  const head = Buffer.from(body.subarray(0, metaBytes)).toString("latin1")
  const found = /<meta[^>]{0,200}charset\s*=\s*["']?([\w:.-]+)/i.exec(head)?.[1]
  // A page that can say this in ASCII is not UTF-16, whatever it says.
  return found !== undefined && /^utf-?16/i.test(found) ? "utf-8" : found
}
