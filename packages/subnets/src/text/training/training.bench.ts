/**
 * The numbers of the README's table: `npx tsx packages/subnets/src/text/training/training.bench.ts [text file [rate]]`. With a file, models read its first
 * 95 % once and are measured on what follows; without, on made-up text.
 */
import { readFileSync } from "node:fs"
import { trainNgram } from "../ngram/model.ts"
import { decodeText, encodeText } from "./alphabet.ts"
import { learn, usualRate } from "./learn.ts"
import { bitsPerCharacter, emptyParameters } from "./model.ts"
import { madeUpSource } from "./source.ts"

const [path, rate = usualRate] = process.argv.slice(2)
const pieceCharacters = 10_000
/** The n-gram asks its corpus for every letter: more takes minutes. */
const ngramCharactersMax = 500_000

function measure(read: string, shown: string): void {
  const codes = encodeText(read)
  const heldOut = encodeText(shown)
  for (const power of path === undefined ? [16, 18, 20] : [18, 20, 22]) {
    const learner = { parameters: emptyParameters(2 ** power), moved: new Float32Array(2 ** power) }
    const start = performance.now()
    for (let from = 0; from < codes.length; from += pieceCharacters)
      learn(learner, codes.subarray(from, from + pieceCharacters), Number(rate))
    const seconds = (performance.now() - start) / 1_000
    const bits = bitsPerCharacter(learner.parameters, heldOut).toFixed(3)
    console.log(`${read.length} characters, 2^${power}: ${bits} bits, ${seconds.toFixed(1)} s`)
  }
  if (read.length > ngramCharactersMax) return
  const bits = trainNgram(read, 5).bitsPerCharacter(decodeText(heldOut.subarray(0, 4_000)))
  console.log(`${read.length} characters, order-5 n-gram: ${bits.toFixed(3)} bits`)
}

if (path === undefined) {
  const shown = madeUpSource.draw("shown", 4_000)
  for (const length of [20_000, 200_000]) measure(madeUpSource.draw("read", length), shown)
} else {
  const text = readFileSync(path, "latin1").replaceAll("\r", "")
  const cut = Math.floor(text.length * 0.95)
  measure(text.slice(0, cut), text.slice(cut, cut + 120_000))
}
