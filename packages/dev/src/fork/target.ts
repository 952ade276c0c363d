import { OriginError } from "@taonet/node/chain/errors"
import type { Hex } from "@taonet/primitives/hex"

/** Which chain to fork, and where. */
export interface ForkTarget {
  readonly url: string
  /** A number or a hash; the last final block without. */
  readonly block?: number | Hex
}

/** `ws://host:port@block`, where block is a number or a hash and may be left out. Throws OriginError `bad-target`. */
export function forkTarget(text: string): ForkTarget {
  const split = text.lastIndexOf("@")
  const url = split < 0 ? text : text.slice(0, split)
  if (!/^wss?:\/\/./.test(url) || !URL.canParse(url))
    throw bad(text, "ws://host:port is needed, or with a block ws://host:port@123456 or ws://host:port@0x…")
  if (split < 0) return { url }
  const block = text.slice(split + 1)
  if (/^0x[0-9a-f]{64}$/i.test(block)) return { url, block: block.toLowerCase() as Hex }
  if (/^\d{1,10}$/.test(block)) return { url, block: Number(block) }
  throw bad(text, `"${block}" is no block: a number or a hash of 32 bytes is needed after the @`)
}

const bad = (text: string, why: string): OriginError =>
  new OriginError("bad-target", `"${text}" names no chain to fork: ${why}`)
