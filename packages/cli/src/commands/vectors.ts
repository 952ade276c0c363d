import type { Command } from "commander"

export function vectorsCommand(program: Command): void {
  program
    .command("vectors")
    .description("check epochs and arithmetic against recorded vectors; fails when a case differs")
    .argument(
      "<folder>",
      "folder of *.json and *.json.gz (epoch, sequence, and the kinds of vectors/math), or one such file",
    )
    .action(async (folder) => (await import("../verbs/vectors.ts")).vectors(folder))
}
