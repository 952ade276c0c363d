import { call, defineCalls } from "@taonet/frame/schema/calls"
import { H256 } from "@taonet/frame/types/primitive_types"
import { as, bytes, tuple, u32, u64, vec } from "@taonet/primitives/scale/index"

export const calls = defineCalls("System", {
  remark: call(0, "Records arbitrary bytes in the block and changes no state", { remark: bytes }),
  set_heap_pages: call(
    1,
    "Sets the number of memory pages the runtime's WebAssembly instance gets; root only",
    { pages: u64 },
  ),
  set_code: call(2, "Replaces the runtime code after checking its name and version; root only", {
    code: bytes,
  }),
  set_code_without_checks: call(3, "Replaces the runtime code without looking at its version; root only", {
    code: bytes,
  }),
  set_storage: call(4, "Writes the given raw key and value pairs straight into state; root only", {
    items: as("Vec<KeyValue>", vec(tuple(bytes, bytes))),
  }),
  kill_storage: call(5, "Deletes the given raw storage keys; root only", {
    keys: as("Vec<Key>", vec(bytes)),
  }),
  kill_prefix: call(6, "Deletes up to the given number of keys that begin with a prefix; root only", {
    prefix: as("Key", bytes),
    subkeys: u32,
  }),
  remark_with_event: call(7, "Records arbitrary bytes and announces their hash in an event", {
    remark: bytes,
  }),
  authorize_upgrade: call(
    9,
    "Approves a runtime by its hash so anyone may later apply it after version checks; root only",
    { code_hash: as("T::Hash", H256) },
  ),
  authorize_upgrade_without_checks: call(
    10,
    "Approves a runtime by its hash for later use without version checks; root only",
    { code_hash: as("T::Hash", H256) },
  ),
  apply_authorized_upgrade: call(
    11,
    "Installs the runtime whose hash was approved earlier; anyone may send it",
    { code: bytes },
  ),
})
