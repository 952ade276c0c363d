/** The characters that models of the contest know: line feed and printable ASCII. Everything else is read as the question mark. */
export const alphabetSize = 96

const lineFeed = 0
const unknown = codeOf("?".charCodeAt(0))

export function encodeText(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, at) => codeOf(text.charCodeAt(at)))
}

export function decodeText(codes: Iterable<number>): string {
  let text = ""
  for (const code of codes) text += code === lineFeed ? "\n" : String.fromCharCode(31 + code)
  return text
}

function codeOf(unit: number): number {
  if (unit === 10) return lineFeed
  return unit >= 32 && unit < 127 ? unit - 31 : unknown
}
