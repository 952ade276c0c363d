import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { ensureBuilt } from "../../scripts/ensure.mjs"
import { cache, run } from "../../tests/support/environments.ts"
import { medianOf } from "../median.ts"
import type { Result } from "../table.ts"

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const timeoutMs = 300_000

/** What a test waits for its chain through pytest-taonet, or why that was not measured. */
export async function pytestResults(): Promise<(Result | string)[]> {
  const python = await pythonWithPytest()
  if (python === undefined)
    return ["pytest: not measured, because no Python here has it (TAONET_BENCH_PYTHON names one)"]
  await ensureBuilt()
  const plugins = ["-p", "pytest_taonet.plugin", "-p", "no:cacheprovider"]
  const file = at("bench/dev/fresh_chain.py")
  const { code, output, stdout } = await run(
    python,
    ["-m", "pytest", "-q", "-s", "-c", "/dev/null", "--rootdir", at("bench/dev"), ...plugins, file],
    {
      env: {
        PYTHONPATH: at("python/pytest-taonet"),
        PYTHONDONTWRITEBYTECODE: "1",
        PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1",
        TAONET_BIN: at("packages/cli/bin/taonet.mjs"),
      },
      timeoutMs,
    },
  )
  const told = /^fresh: (.*)$/m.exec(stdout)?.[1]
  if (code !== 0 || told === undefined) throw new Error(`pytest failed:\n${output}`)
  const [first = 0, ...others] = JSON.parse(told) as number[]
  return [
    {
      what: "a test's fresh chain through pytest, after the first",
      value: medianOf(others),
      unit: "ms",
      target: { atMost: 100 },
    },
    { what: "… the first, which starts the process", value: first, unit: "ms" },
  ]
}

/** The one that was named, that the tests installed, or the machine's own. Installs nothing. */
async function pythonWithPytest(): Promise<string | undefined> {
  const named = process.env["TAONET_BENCH_PYTHON"]
  if (named !== undefined) return named
  const installed = join(cache, "python")
  const folder = existsSync(installed)
    ? readdirSync(installed).find(
        (name) => name.startsWith("pytest-") && existsSync(join(installed, name, ".taonet-environment")),
      )
    : undefined
  if (folder !== undefined) return join(installed, folder, "bin", "python")
  const { code } = await run("python3", ["-c", "import pytest"], { timeoutMs })
  return code === 0 ? "python3" : undefined
}
