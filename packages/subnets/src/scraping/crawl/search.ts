/** Answers queries from what is stored: BM25 over words, worked out on the spot, since the store is small. */
import type { ScrapedRecord } from "../record.ts"

const k1 = 1.2
const b = 0.75
/** A word in the title says more than one in the text. */
const titleBonus = 3
const wordsMax = 12

export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** The best first. `hosts` narrows to sources; undefined takes all. */
export function searchRecords(
  records: Iterable<ScrapedRecord>,
  query: string,
  limit: number,
  hosts?: readonly string[],
): ScrapedRecord[] {
  const wanted = [...new Set(wordsOf(query))].slice(0, wordsMax)
  const found: { record: ScrapedRecord; counts: number[]; words: number }[] = []
  const documents = new Array<number>(wanted.length).fill(0)
  let total = 0
  let words = 0
  for (const record of records) {
    if (hosts !== undefined && !hosts.includes(record.source)) continue
    const { counts, length } = countWords(record, wanted)
    total++
    words += length
    if (counts.every((count) => count === 0)) continue
    counts.forEach((count, at) => {
      if (count > 0) documents[at]! += 1
    })
    found.push({ record, counts, words: length })
  }
  const mean = words / Math.max(1, total)
  const score = ({ counts, words: length }: (typeof found)[number]): number =>
    counts.reduce((sum, count, at) => {
      const rare = Math.log(1 + (total - (documents[at] ?? 0) + 0.5) / ((documents[at] ?? 0) + 0.5))
      return sum + (rare * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / mean))
    }, 0)
  return found
    .map((each) => ({ record: each.record, score: score(each) }))
    .sort((a, c) => c.score - a.score || (a.record.url < c.record.url ? -1 : 1))
    .slice(0, limit)
    .map(({ record }) => record)
}

function countWords({ title, text }: ScrapedRecord, wanted: readonly string[]) {
  const counts = wanted.map(() => 0)
  const inTitle = wordsOf(title)
  const inText = wordsOf(text)
  const add = (words: readonly string[], weight: number): void => {
    for (const word of words) {
      const at = wanted.indexOf(word)
      if (at >= 0) counts[at]! += weight
    }
  }
  add(inTitle, titleBonus)
  add(inText, 1)
  return { counts, length: inTitle.length + inText.length }
}
