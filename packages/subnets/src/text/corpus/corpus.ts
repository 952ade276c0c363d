import { capitals, colors, opposites, sounds } from "./facts.ts"
import { prose } from "./prose.ts"

/** A question and its answer in the form that the n-gram model reads and is asked in. */
export const questionText = (question: string): string => `Q: ${question.replace(/\s+/g, " ").trim()}\nA: `

interface Pair {
  readonly question: string
  readonly answer: string
}

const factPairs: readonly Pair[] = [
  ...Object.entries(capitals).map(([country, city]) => ({
    question: `What is the capital of ${country}?`,
    answer: `The capital of ${country} is ${city}.`,
  })),
  ...Object.entries(opposites).map(([word, other]) => ({
    question: `What is the opposite of "${word}"?`,
    answer: `The opposite of "${word}" is "${other}".`,
  })),
  ...Object.entries(colors).map(([thing, color]) => ({
    question: `What color is ${thing}?`,
    answer: `The color of ${thing} is ${color}.`,
  })),
  ...Object.entries(sounds).map(([animal, sound]) => ({
    question: `What does a ${animal} do when it makes a sound?`,
    answer: `When it makes a sound, a ${animal} ${sound}.`,
  })),
]

const talkPairs: readonly Pair[] = [
  { question: "Hello!", answer: "Hello! How can I help you today?" },
  { question: "Hi", answer: "Hello! What would you like to know?" },
  { question: "Who are you?", answer: "I am a small n-gram model that runs on a miner of this network." },
  {
    question: "What is a miner?",
    answer: "A miner is a computer that answers questions and is paid for good answers.",
  },
  {
    question: "What is a validator?",
    answer: "A validator is a computer that asks questions and scores the answers of miners.",
  },
  {
    question: "What is a subnet?",
    answer: "A subnet is a competition for one kind of work, with its own miners and validators.",
  },
  {
    question: "What is water?",
    answer: "Water is a clear liquid that covers most of the surface of the Earth.",
  },
  {
    question: "Why is the sky blue?",
    answer: "The sky is blue because the air scatters blue light more than red light.",
  },
  { question: "What is a computer?", answer: "A computer is a machine that follows instructions very fast." },
  {
    question: "What is a language model?",
    answer: "A language model is a program that has learned which word is likely to come next.",
  },
  { question: "How many days are in a week?", answer: "There are seven days in a week." },
  { question: "How many months are in a year?", answer: "There are twelve months in a year." },
  { question: "Thank you", answer: "You are welcome!" },
  {
    question: "Tell me a story.",
    answer: "Once a small river wanted to see the sea. It ran through hills and towns, and one day it did.",
  },
]

/** "A lake is …" answers "What is a lake?". */
function definitions(): Pair[] {
  const pairs: Pair[] = []
  for (const sentence of prose.split(/(?<=\.)\s+/)) {
    const thing = /^(An? [a-z-]+) is /.exec(sentence)?.[1]
    if (thing === undefined) continue
    pairs.push({ question: `What is ${thing.charAt(0).toLowerCase()}${thing.slice(1)}?`, answer: sentence })
  }
  return pairs
}

/** Some 20 KB: prose first, then every pair once. */
export function buildCorpus(): string {
  const pairs = [...definitions(), ...talkPairs, ...factPairs].map(
    ({ question, answer }) => `${questionText(question)}${answer}\n`,
  )
  return `${prose}\n${pairs.join("")}`
}
