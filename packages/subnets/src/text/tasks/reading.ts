/**
 * Questions about a sentence that was made up for them. Nobody can know the answers beforehand; a model that reads the prompt finds
 * them, one that ignores it does not. The kinds are those that SmolLM2-135M gets mostly right: see the table in the README.
 */
import { pick, type Random, randomInt, sample } from "@taonet/neuron/random"
import type { MakeTask, Task } from "./task.ts"

const names = [
  "Anna",
  "Boris",
  "Clara",
  "David",
  "Emma",
  "Felix",
  "Grace",
  "Henry",
  "Irene",
  "James",
  "Laura",
  "Peter",
]
const cities = [
  "Paris",
  "Rome",
  "Madrid",
  "Tokyo",
  "Berlin",
  "Cairo",
  "Moscow",
  "Athens",
  "Lisbon",
  "Vienna",
  "Dublin",
  "Oslo",
]
const towns = [...cities, "London", "Chicago", "Boston", "Lima", "Geneva", "Prague"]
const jobs = ["doctor", "teacher", "farmer", "singer", "baker", "pilot", "writer", "painter"]
const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
const topics = [
  "apple",
  "river",
  "garden",
  "bridge",
  "mountain",
  "letter",
  "window",
  "island",
  "school",
  "market",
]
const nouns = [
  "apple",
  "river",
  "stone",
  "cloud",
  "table",
  "window",
  "garden",
  "orange",
  "rabbit",
  "paper",
  "bridge",
  "pencil",
]
const colors = ["red", "blue", "green", "black", "white", "yellow"]
const pets = ["dog", "cat", "horse", "bird", "fish"]

const two = (random: Random, items: readonly string[]): [string, string] => {
  const [first = "", second = ""] = sample(random, items, 2)
  return [first, second]
}
const task = (kind: string, question: string, expected: string, forbidden: readonly string[] = []): Task => ({
  kind,
  question,
  expected: [expected],
  forbidden: forbidden.filter((word) => word !== expected),
})

export const readingTasks: Readonly<Record<string, MakeTask>> = {
  meetingDay(random) {
    const [host, guest] = two(random, names)
    const day = pick(random, days)
    const text = `${host} will meet ${guest} on ${day} at ${1 + randomInt(random, 12)} o'clock in the library to talk about the ${pick(random, topics)}.`
    return task("meetingDay", `${text} On which day is the meeting?`, day, days)
  },
  home(random) {
    const name = pick(random, names)
    const [born, lives] = two(random, towns)
    return task(
      "home",
      `${name} was born in ${born}. ${name} now lives in ${lives}. Where does ${name} live now?`,
      lives,
      [born],
    )
  },
  doorCode(random) {
    const code = String(1_000 + randomInt(random, 9_000))
    return task("doorCode", `The door code is ${code}. Please tell me the door code.`, code)
  },
  train(random) {
    const city = pick(random, cities)
    const text = `The train to ${city} leaves at ${1 + randomInt(random, 11)} in the morning from platform ${1 + randomInt(random, 9)}.`
    return task("train", `${text} Where does the train go?`, city)
  },
  age(random) {
    const name = pick(random, names)
    const age = String(20 + randomInt(random, 60))
    return task(
      "age",
      `${name} is ${age} years old and works as a ${pick(random, jobs)}. How old is ${name}?`,
      age,
    )
  },
  petName(random) {
    const name = pick(random, names)
    const pet = pick(random, pets)
    return task("petName", `My ${pet} is called ${name}. What is the name of my ${pet}?`, name)
  },
  sayWord(random) {
    const word = pick(random, nouns)
    return task("sayWord", `Say the word ${word} and nothing else.`, word)
  },
  color(random) {
    const thing = pick(random, nouns)
    const color = pick(random, colors)
    return task("color", `The ${thing} is ${color}. What color is the ${thing}?`, color, colors)
  },
  firstWord(random) {
    const [first = "", second = "", third = ""] = sample(random, nouns, 3)
    const text = `List: ${first}, ${second}, ${third}.`
    return task("firstWord", `${text} What is the first word of the list?`, first)
  },
}
