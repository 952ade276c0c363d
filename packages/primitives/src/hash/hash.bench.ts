import { blake2_128Concat, blake2b256, twox64, twox128 } from "../hash.ts"

/** Thousands of calls a second, best of three. Run with `npx tsx`. */
function measure(name: string, body: () => unknown): void {
  const calls = 100_000
  let best = 0
  for (let attempt = 0; attempt < 4; attempt++) {
    const start = performance.now()
    for (let i = 0; i < calls; i++) body()
    best = Math.max(best, calls / (performance.now() - start))
  }
  console.log(`${name.padEnd(28)} ${best.toFixed(0)} k/s`)
}

for (const length of [2, 32, 80, 500]) {
  const bytes = new Uint8Array(length).fill(3)
  measure(`blake2b256, ${length} bytes`, () => blake2b256(bytes))
  measure(`blake2_128_concat, ${length} bytes`, () => blake2_128Concat(bytes))
  measure(`twox128, ${length} bytes`, () => twox128(bytes))
  measure(`twox64, ${length} bytes`, () => twox64(bytes))
}
