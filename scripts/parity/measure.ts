/** How much of the interface has its logic: counted from the runtime itself. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { runtimeApis } from "../../packages/runtime/src/apis/schemas.ts"
import { pallets } from "../../packages/runtime/src/pallets/index.ts"
import { createRuntime } from "../../packages/runtime/src/runtime.ts"
import { local } from "../../packages/runtime/src/specs/local.ts"
import { createMemoryStore } from "../../packages/state/src/memoryStore.ts"
import { createOverlay } from "../../packages/state/src/overlay.ts"
import { usedStorage } from "./storageUse.ts"

/** What is declared, and which part of it does nothing yet. */
export interface Coverage {
  readonly declared: number
  readonly missing: readonly string[]
}

export interface Parity {
  readonly pallets: readonly { readonly name: string; readonly calls: Coverage; readonly storage: Coverage }[]
  readonly apis: readonly { readonly name: string; readonly methods: Coverage }[]
}

export function measureParity(root: string): Parity {
  const source = join(root, "packages/runtime/src")
  const used = usedStorage(source)
  const folders = new Map([...used.keys()].map((folder) => [nameOfPallet(source, folder), folder]))
  return {
    pallets: pallets.map(({ schema, calls }) => ({
      name: schema.name,
      calls: coverage(Object.keys(schema.tables.calls), (name) => name in calls),
      storage: coverage(Object.keys(schema.tables.storage), (name) =>
        Boolean(used.get(folders.get(schema.name) ?? "")?.has(name)),
      ),
    })),
    apis: measureApis(),
  }
}

const coverage = (names: readonly string[], has: (name: string) => boolean): Coverage => ({
  declared: names.length,
  missing: names.filter((name) => !has(name)),
})

function nameOfPallet(source: string, folder: string): string {
  const schema = readFileSync(join(source, "pallets", folder, "schema.ts"), "utf8")
  const name = schema.match(/definePalletSchema\(\{\s*name: "(\w+)"/)?.[1]
  if (name === undefined) throw new Error(`no pallet in ${folder}`)
  return name
}

/** A method is answered when asking for it gives anything but "not found": without arguments most complain about those. */
function measureApis(): Parity["apis"] {
  const runtime = createRuntime(local)
  const store = createMemoryStore(runtime.genesis())
  const isAnswered = (method: string): boolean => {
    const state = runtime.open(createOverlay(store))
    try {
      runtime.call(state, method, new Uint8Array(), { blockHash: `0x${"00".repeat(32)}` })
      return true
    } catch (error) {
      return !(error instanceof Error && error.message === `Exported method ${method} is not found`)
    }
  }
  return runtimeApis.map(({ name, methods }) => ({
    name,
    methods: coverage(Object.keys(methods), (method) => isAnswered(`${name}_${method}`)),
  }))
}
