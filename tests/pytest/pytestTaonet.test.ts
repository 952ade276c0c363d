/** The pytest plugin with the published SDKs: the worked example passes, and what is wrong with a set-up is said in one line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { beforeAll, describe, expect, it } from "vitest"
import { ensureBuilt } from "../../scripts/ensure.mjs"
import { bittensor10, bittensor11, temporaryHome } from "../python-sdk/environments.ts"
import { clientMs, waitForClients } from "../support/deadlines.ts"
import {
  type Missing,
  type PythonEnvironment,
  pythonEnvironment,
  type RunResult,
  run,
  titleOf,
} from "../support/environments.ts"

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const example = at("examples/subnet-tests-python")
const bin = at("packages/cli/bin/taonet.mjs")

waitForClients()
/** pytest stands beside the SDKs, so that theirs need not be installed anew for it. */
const runner = await pythonEnvironment("pytest", ["pytest==9.2.0"])
const client11 = await bittensor11()
const client10 = await bittensor10()

beforeAll(() => ensureBuilt())

async function sitePackages(python: string): Promise<string> {
  const { stdout } = await run(python, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], {
    timeoutMs: clientMs,
  })
  return stdout.trim()
}

async function pytest(
  python: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = example,
): Promise<RunResult> {
  const home = temporaryHome()
  const pythonPath = [at("python/pytest-taonet"), runner.ok ? await sitePackages(runner.python) : ""].join(
    ":",
  )
  try {
    return await run(
      python,
      ["-m", "pytest", "-p", "pytest_taonet.plugin", "-p", "no:cacheprovider", ...args],
      {
        cwd,
        // Whoever has installed the plugin from here has its entry point in this folder as well.
        env: {
          ...home.env,
          PYTHONPATH: pythonPath,
          PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1",
          TAONET_BIN: bin,
          ...env,
        },
        timeoutMs: clientMs,
      },
    )
  } finally {
    home.remove()
  }
}

function missing(client: PythonEnvironment | Missing): PythonEnvironment | Missing {
  return runner.ok ? client : runner
}

describe.each([
  ["bittensor 11.3.0", missing(client11)],
  ["bittensor 10.5.0", missing(client10)],
] as const)("%s", (name, client) => {
  it.skipIf(!client.ok)(
    titleOf(`runs a subnet's 20 tests, each on a fresh chain, with ${name}`, client),
    async () => {
      if (!client.ok) return
      const { code, output } = await pytest(client.python, ["-q", "--durations=3"])
      console.info(`measured: ${name}: ${output.trim().split("\n").at(-1)}`)
      expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("20 passed") })
    },
  )
})

const guided = missing(client11)
it.skipIf(!guided.ok)(
  titleOf("the test of docs/FROM_DOCKER_LOCALNET.md passes as it stands there", guided),
  async () => {
    if (!guided.ok) return
    const blocks = readFileSync(at("docs/FROM_DOCKER_LOCALNET.md"), "utf8").matchAll(/^```\w+\n(.*?)^```$/gms)
    const texts = [...blocks].map(([, text = ""]) => text)
    const folder = mkdtempSync(join(tmpdir(), "taonet-guide-"))
    const files = { "demo.yaml": /^# demo/, "pytest.ini": /^# pytest/, "test_guide.py": /^def test_/ }
    for (const [name, begin] of Object.entries(files))
      writeFileSync(join(folder, name), texts.find((text) => begin.test(text)) ?? "")
    const { code, output } = await pytest(guided.python, ["-q"], {}, folder)
    rmSync(folder, { recursive: true, force: true })
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("1 passed") })
  },
)

describe.skipIf(!runner.ok)(titleOf("a set-up that is wrong", runner), () => {
  const python = runner.ok ? runner.python : ""
  /** Without an SDK: the controls need none. */
  const plain = ["-q", "-c", "/dev/null", "--rootdir", example, at("tests/pytest/check_plain.py")]

  it.each([
    [
      "a command that is not there",
      { TAONET_BIN: "/nowhere/taonet" },
      [],
      "TAONET_BIN names /nowhere/taonet, which is not there",
    ],
    ["a scenario that is not there", {}, ["--taonet-scenario", "nope"], "nope:0: there is no such file"],
    ["a block time that is none", {}, ["--taonet-block-time", "soon"], "soon"],
  ])("%s", async (_what, env, args, message) => {
    const { code, output } = await pytest(python, [...plain, ...args], env)
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining(message) })
  })

  it("works without any SDK", async () => {
    const { code, output } = await pytest(python, plain)
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("3 passed") })
  })
})
