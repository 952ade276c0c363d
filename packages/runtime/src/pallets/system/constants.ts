import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { RuntimeDbWeight } from "@taonet/frame/types/sp_weights"
import { fromHex } from "@taonet/primitives/hex"
import { u16, u32 } from "@taonet/primitives/scale/index"
import { RuntimeVersion } from "../../types/sp_version.ts"
import { BlockLength, BlockWeights } from "./types.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("System", {
  BlockWeights: constant(
    "Weight limits of a block and of single extrinsics, per dispatch class",
    BlockWeights,
    {
      base_block: { ref_time: 431_614_000n, proof_size: 0n },
      max_block: { ref_time: 4_000_000_000_000n, proof_size: 18_446_744_073_709_551_615n },
      per_class: {
        normal: {
          base_extrinsic: { ref_time: 108_157_000n, proof_size: 0n },
          max_extrinsic: { ref_time: 2_599_891_843_000n, proof_size: 11_990_383_647_911_208_550n },
          max_total: { ref_time: 3_000_000_000_000n, proof_size: 13_835_058_055_282_163_711n },
          reserved: { ref_time: 0n, proof_size: 0n },
        },
        operational: {
          base_extrinsic: { ref_time: 108_157_000n, proof_size: 0n },
          max_extrinsic: { ref_time: 3_599_891_843_000n, proof_size: 16_602_069_666_338_596_454n },
          max_total: { ref_time: 4_000_000_000_000n, proof_size: 18_446_744_073_709_551_615n },
          reserved: { ref_time: 1_000_000_000_000n, proof_size: 4_611_686_018_427_387_904n },
        },
        mandatory: {
          base_extrinsic: { ref_time: 108_157_000n, proof_size: 0n },
          max_extrinsic: undefined,
          max_total: undefined,
          reserved: undefined,
        },
      },
    },
  ),
  BlockLength: constant(
    "Largest total extrinsic length of a block in bytes, per dispatch class",
    BlockLength,
    { max: { normal: 7_864_320, operational: 10_485_760, mandatory: 10_485_760 } },
  ),
  BlockHashCount: constant("How many recent block hashes the chain keeps", u32, 2400),
  DbWeight: constant("Weight charged for one database read and one database write", RuntimeDbWeight, {
    read: 25_000_000n,
    write: 100_000_000n,
  }),
  Version: constant("Name, version numbers and API list of this runtime", RuntimeVersion, {
    spec_name: "node-subtensor",
    impl_name: "node-subtensor",
    authoring_version: 1,
    spec_version: 461,
    impl_version: 1,
    apis: [
      [fromHex("df6acb689907609b"), 5],
      [fromHex("37e397fc7c91f5e4"), 2],
      [fromHex("40fe3ad401f8959a"), 6],
      [fromHex("fbc577b9d747efd6"), 1],
      [fromHex("d2bc9897eed08f15"), 3],
      [fromHex("f78b278be53f454c"), 2],
      [fromHex("dd718d5cc53262d4"), 1],
      [fromHex("ab3c0572291feb8b"), 1],
      [fromHex("ed99c5acb25eedf5"), 3],
      [fromHex("bc9d89904f5b923f"), 1],
      [fromHex("37c8bb1350a9a2a8"), 4],
      [fromHex("f3ff14d5ab527059"), 3],
      [fromHex("582211f65bb14b89"), 6],
      [fromHex("e65b00e46cedd0aa"), 2],
      [fromHex("68b66ba122c93fa7"), 2],
      [fromHex("42e62be4a39e5b60"), 1],
      [fromHex("806df4ccaa9ed485"), 1],
      [fromHex("8375104b299b74c5"), 2],
      [fromHex("5d1fbfbe852f2807"), 1],
      [fromHex("c6886e2f8e598b0a"), 1],
      [fromHex("43580abff6baab45"), 4],
      [fromHex("c0de4984d112f3b4"), 1],
      [fromHex("cbca25e39f142387"), 2],
      [fromHex("a8b093e6508d9e9c"), 1],
      [fromHex("1c4585bd5c707202"), 1],
    ],
    transaction_version: 1,
    system_version: 1,
  }),
  SS58Prefix: constant("Number that prefixes SS58 addresses of this chain", u16, 42),
})
