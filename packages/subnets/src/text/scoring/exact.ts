import type { Task } from "../tasks/task.ts"

/** An answer that holds this share of the question's word groups is an echo, not an answer. */
const echoShare = 0.6
const groupLength = 4

/** Whether the answer names what was asked for, none of the alternatives, and is not the question over again. */
export function isRight(task: Task, answer: string): boolean {
  const words = wordsOf(answer)
  const holds = (phrase: string): boolean => containsRun(words, wordsOf(phrase))
  return task.expected.some(holds) && !task.forbidden.some(holds) && !isEcho(wordsOf(task.question), words)
}

/** Letters and digits, lower-case; punctuation and case do not matter. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

function containsRun(words: readonly string[], run: readonly string[]): boolean {
  if (run.length === 0) return false
  for (let at = 0; at + run.length <= words.length; at++) {
    if (run.every((word, i) => words[at + i] === word)) return true
  }
  return false
}

function isEcho(question: readonly string[], answer: readonly string[]): boolean {
  const groups = wordGroups(question)
  if (groups.size === 0) return false
  const said = wordGroups(answer)
  let shared = 0
  for (const group of groups) if (said.has(group)) shared++
  return shared / groups.size >= echoShare
}

function wordGroups(words: readonly string[]): Set<string> {
  const groups = new Set<string>()
  for (let at = 0; at + groupLength <= words.length; at++)
    groups.add(words.slice(at, at + groupLength).join(" "))
  return groups
}
