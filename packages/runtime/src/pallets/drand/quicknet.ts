import { fromHex } from "@taonet/primitives/hex"
import type { BeaconConfiguration } from "./types.ts"

/** The public beacon that every chain follows unless its genesis or root says otherwise: a round every three seconds. */
export const quicknet: BeaconConfiguration = {
  public_key: fromHex(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
  ),
  period: 3,
  genesis_time: 1_692_803_367,
  hash: fromHex("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"),
  group_hash: fromHex("f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e"),
  scheme_id: fromHex("626c732d756e636861696e65642d67312d72666339333830"),
  metadata: { beacon_id: fromHex("717569636b6e6574") },
}
