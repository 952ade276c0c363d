import { type DispatchFailure, ModuleError } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { bytesToKey, utf8, utf8Decode } from "@taonet/primitives/bytes"
import { createReader, type Reader, take } from "@taonet/primitives/scale/index"
import { RuntimeVersion } from "../../types/sp_version.ts"
import { constants, errors, events, storage } from "./schema.ts"

/*
 * The code under `:code` is data on this chain: clients read and compare it, but what runs is this program. Its checks and
 * events are the reference's all the same.
 */

const CODE_KEY = bytesToKey(utf8(":code"))
const WASM_HEADER_LENGTH = 8
const VERSION_SECTION = "runtime_version"

/** Replaces `:code`. */
export function setCode(state: State, code: Uint8Array): void {
  state.set(CODE_KEY, code)
  depositEnvironmentUpdated(state)
  events.CodeUpdated.deposit(state, undefined)
}

/** Tells in the block's header that the runtime's code or memory changed. */
export function depositEnvironmentUpdated(state: State): void {
  storage.Digest.mutate(state, ({ logs }) => ({ logs: [...logs, { type: "RuntimeEnvironmentUpdated" }] }))
}

/** The version of the runtime under `:code`, where that states one. */
export function statedVersion(state: State): RuntimeVersion | undefined {
  const code = state.get(CODE_KEY)
  return code && embeddedVersion(code)
}

/** The first block under another runtime writes its version down; 461 has no migrations that would run besides. */
export function noteRuntimeVersion(state: State): void {
  const { spec_name, spec_version } = constants.Version.get(state)
  const last = storage.LastRuntimeUpgrade.get(state)
  if (last && last.spec_name === spec_name && last.spec_version >= spec_version) return
  storage.LastRuntimeUpgrade.set(state, { spec_version, spec_name })
}

/** Why the code may not follow the current one: FailedToExtractRuntimeVersion, InvalidSpecName, SpecVersionNeedsToIncrease. */
export function codeRefusal(state: State, code: Uint8Array): DispatchFailure | undefined {
  const version = embeddedVersion(code)
  if (!version) return new ModuleError(errors.FailedToExtractRuntimeVersion)
  const current = constants.Version.get(state)
  if (version.spec_name !== current.spec_name) return new ModuleError(errors.InvalidSpecName)
  if (version.spec_version <= current.spec_version) return new ModuleError(errors.SpecVersionNeedsToIncrease)
  return undefined
}

/** The version that a runtime states in a custom section of its WebAssembly. Compressed code is not looked into. */
function embeddedVersion(code: Uint8Array): RuntimeVersion | undefined {
  try {
    const section = customSection(code, VERSION_SECTION)
    return section && RuntimeVersion.decodeFrom(createReader(section))
  } catch {
    return undefined
  }
}

/** Contents of the first custom section (id 0) of that name. Throws where the bytes end early. */
function customSection(code: Uint8Array, name: string): Uint8Array | undefined {
  if (utf8Decode(code.subarray(0, 4)) !== "\0asm") return undefined
  const reader = createReader(code)
  take(reader, WASM_HEADER_LENGTH)
  while (reader.offset < code.length) {
    const id = code[take(reader, 1)]
    const size = leb128(reader)
    const start = take(reader, size)
    if (id !== 0) continue
    const section = createReader(code.subarray(start, start + size))
    const length = leb128(section)
    const at = take(section, length)
    if (utf8Decode(section.bytes.subarray(at, at + length)) === name)
      return section.bytes.subarray(section.offset)
  }
  return undefined
}

/** An unsigned LEB128 number of at most 32 bits, as WebAssembly writes sizes. */
function leb128(reader: Reader): number {
  let value = 0
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = reader.bytes[take(reader, 1)] ?? 0
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) break
  }
  return value
}
