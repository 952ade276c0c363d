/** What is left in memory of 100,000 requests of both wires, answered, streamed and refused. `npx tsx packages/neuron/src/leak.bench.ts [requests]` */
import { machine } from "./bench.testkit.ts"
import { measureGrowth } from "./leak.testkit.ts"

console.log(machine())
const startedAt = performance.now()
const rss = (): string => (process.memoryUsage().rss / 1_048_576).toFixed(0)
const before = rss()
const { requests, bytesAtHalf, bytesAtEnd } = await measureGrowth(Number(process.argv[2] ?? 100_000))
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0)
const [half, end] = [bytesAtHalf, bytesAtEnd].map((bytes) => (bytes / 1_048_576).toFixed(2))
const each = ((bytesAtEnd - bytesAtHalf) / (requests / 2)).toFixed(1)
console.log(
  `${requests} requests in ${seconds} s: ${half} MiB in use after half of them, ${end} at the end, ${each} bytes each; the process held ${before} MiB before and ${rss()} after`,
)
