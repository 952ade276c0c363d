/** LEB128, the integers of WebAssembly modules: seven bits a byte, least significant first. */

/** `value` below 2^32. */
export function unsigned(value: number): number[] {
  const out: number[] = []
  for (; value > 0x7f; value >>>= 7) out.push((value & 0x7f) | 0x80)
  out.push(value)
  return out
}

export function signed(value: bigint): number[] {
  const out: number[] = []
  for (;;) {
    const low = Number(value & 0x7fn)
    value >>= 7n
    const done = (value === 0n && (low & 0x40) === 0) || (value === -1n && (low & 0x40) !== 0)
    if (done) return [...out, low]
    out.push(low | 0x80)
  }
}
