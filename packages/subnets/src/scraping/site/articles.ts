/** Made-up encyclopaedia of a place that does not exist: enough different prose to scrape, without anything to license. */
import { pick, seededRandom } from "@taonet/neuron/random"

export interface Article {
  /** Without the extension, such as `harbours/history`. */
  readonly path: string
  readonly topic: string
  readonly title: string
  readonly paragraphs: readonly string[]
  /** Milliseconds since 1970. */
  readonly publishedAt: number
}

export const topics: Readonly<Record<string, readonly string[]>> = {
  harbours: ["breakwater", "pilot boat", "quay", "crane", "lighthouse keeper", "tide table", "ferry"],
  orchards: ["apple", "grafting knife", "ladder", "cider press", "pollination", "late frost", "hedgerow"],
  clocks: ["escapement", "pendulum", "mainspring", "bell tower", "brass plate", "apprentice", "dial"],
  bridges: ["keystone", "river pier", "toll house", "suspension cable", "mason", "flood mark", "parapet"],
  bees: ["queen", "honeycomb", "smoker", "clover meadow", "swarm", "wax candle", "drone"],
  railways: ["signal box", "locomotive", "sleeper", "timetable", "station master", "coal tender", "viaduct"],
  glaciers: ["moraine", "crevasse", "meltwater", "ice core", "valley floor", "survey stake", "snow line"],
  printing: [
    "movable type",
    "ink roller",
    "paper mill",
    "proof sheet",
    "woodcut",
    "compositor",
    "broadsheet",
  ],
}

export const aspects: Readonly<Record<string, string>> = {
  history: "A short history of",
  craft: "How people work with",
  weather: "Weather, seasons and",
  people: "People who lived by",
  measures: "Counting and measuring",
}

const places = [
  "Oldmere",
  "Tarn Vale",
  "Saltby",
  "Greywater",
  "Hollin",
  "Upper Fenn",
  "Marrowgate",
  "Eastwick",
]
const names = [
  "Ada Finch",
  "Tomas Rook",
  "Brigid Hale",
  "Ivo Marsh",
  "Nell Carrow",
  "Piet Lund",
  "Rosa Thorne",
]
const times = [
  "In the first spring",
  "Two winters later",
  "By the end of the century",
  "Every autumn",
  "At dawn",
]
const acts = ["repaired", "measured", "painted", "argued about", "guarded", "sold", "counted", "moved"]
const ends = [
  "and wrote down the result in a green book",
  "although nobody had asked for it",
  "until the money ran out",
  "so that travellers could see it from the road",
  "while the council looked the other way",
  "and taught three others to do the same",
  "before the great storm took the roof",
]

type Speak = (one: <T>(items: readonly T[]) => T, number: () => number) => string

const sentences = (things: readonly string[]): readonly Speak[] => [
  (one) => `${one(times)} ${one(names)} of ${one(places)} ${one(acts)} the ${one(things)} ${one(ends)}.`,
  (one, number) =>
    `The ${one(things)} near ${one(places)} is ${number()} paces from the ${one(things)}, as ${one(names)} found.`,
  (one) =>
    `Whoever has seen a ${one(things)} in ${one(places)} will not forget the ${one(things)} beside it.`,
  (one, number) =>
    `Some ${number()} families kept a ${one(things)} then, ${one(ends)}; the ${one(things)} came later.`,
  (one) => `${one(names)} told ${one(names)} that no ${one(things)} lasts without a good ${one(things)}.`,
  (one, number) =>
    `A letter from ${one(places)} names ${number()} reasons why the ${one(things)} was ${one(acts)} ${one(ends)}.`,
]

const firstDay = Date.UTC(2024, 0, 1)
const dayMs = 86_400_000

/** 40 of them, always the same. */
export function allArticles(): Article[] {
  return Object.entries(topics).flatMap(([topic, things], row) =>
    Object.entries(aspects).map(([aspect, words], column) => ({
      path: `${topic}/${aspect}`,
      topic,
      title: `${words} ${topic}`,
      paragraphs: proseOf(`${topic}/${aspect}`, things, 4),
      publishedAt: firstDay + (row * 7 + column) * dayMs,
    })),
  )
}

/** So many paragraphs of five sentences. */
export function proseOf(seed: string, things: readonly string[], paragraphs: number): string[] {
  const random = seededRandom(seed)
  const one = <T>(items: readonly T[]): T => pick(random, items)
  const number = (): number => 2 + Math.floor(random.next() * 900)
  return Array.from({ length: paragraphs }, () =>
    Array.from({ length: 5 }, () => one(sentences(things))(one, number)).join(" "),
  )
}
