import { describe, expect, it } from "vitest"
import { buildCorpus, questionText } from "../corpus/corpus.ts"
import { prose } from "../corpus/prose.ts"
import { trainNgram } from "./model.ts"

describe("n-gram model", () => {
  it("learns: text that it never saw costs far less than under even odds", () => {
    const cut = Math.floor(prose.length * 0.9)
    const uniform = Math.log2(new Set(prose).size)
    const seen = prose.slice(0, cut)
    const heldOut = prose.slice(cut, cut + 600)
    const bits = [1, 5].map((order) => trainNgram(seen, order).bitsPerCharacter(heldOut))
    expect(bits[0]).toBeLessThan(uniform * 0.75)
    expect(bits[1]).toBeLessThan(3.2)
    expect(bits[1]).toBeLessThan(bits[0] ?? 0)
  })

  it("gives probabilities: they add up to one and none is zero, whatever the context", () => {
    const model = trainNgram("abracadabra", 4)
    for (const context of ["", "abr", "zzz", "abracad"]) {
      const total = [...model.next(context).values()].reduce((sum, share) => sum + share, 0)
      expect(total).toBeCloseTo(1, 3)
      expect(model.probability(context, "ä")).toBeGreaterThan(0)
    }
    // After "abr" the corpus has only ever had "a".
    expect(model.next("abr").get("a")).toBeGreaterThan(0.8)
  })

  it("counts as plain counting does", () => {
    const corpus = "the cat sat on the mat with the cap"
    const model = trainNgram(corpus, 1)
    // Witten-Bell by hand: even odds, then letters, then letters after "a".
    const kinds = new Set(corpus).size
    const even = (1 - 1e-4) / kinds
    const single =
      ([...corpus].filter((letter) => letter === "t").length + kinds * even) / (corpus.length + kinds)
    const followers = [...corpus].filter((_, at) => corpus[at - 1] === "a")
    const others = new Set(followers).size
    const expected =
      (followers.filter((letter) => letter === "t").length + others * single) / (followers.length + others)
    expect(model.next("a").get("t")).toBeCloseTo(expected, 10)
  })

  it("remembers a fact with a long memory and not with a short one", () => {
    const corpus = buildCorpus()
    const question = questionText("What is the capital of Japan?")
    const bits = (order: number) =>
      trainNgram(corpus, order).bitsPerCharacter("The capital of Japan is Tokyo.", question)
    expect(bits(40)).toBeLessThan(0.3)
    expect(bits(5)).toBeGreaterThan(bits(40) * 4)
  })
})
