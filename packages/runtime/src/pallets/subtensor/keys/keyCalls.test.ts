import { ethereumAddressOf, ethereumSign } from "@taonet/primitives/crypto/ethereum"
import { testCall } from "../calls/callTable.testkit.ts"
import { calls } from "../calls.ts"
import { alice, bob, hotA, hotB } from "../staking/books.testKit.ts"
import { disown, dissolve, nobody, openStakingChain as start } from "../staking/stakingChain.testkit.ts"
import { storage } from "../storage.ts"
import { subnetAccount } from "../subnets/accounts.ts"
import { associationDigest } from "./evmAssociation.ts"

/* behaviour/keys-and-fees.md sections 4 and 7. Alice owns hotkey A, which has no stored take. Block 10. */

const hotkey = hotA
type Chain = ReturnType<typeof start>

const takeOf =
  (take: number) =>
  ({ state }: Chain) =>
    storage.Delegates.set(state, hotkey, take)

/** The first four come from the guard that runs before these calls, in the pool already. */
const takes = {
  DelegateTakeTooHigh: { when: "above the chain's highest", args: { take: 11_797 } },
  HotKeyAccountNotExists: { args: { hotkey: nobody } },
  NonAssociatedColdKey: [
    { when: "by another", caller: bob },
    { when: "of another's hotkey", args: { hotkey: hotB } },
  ],
  DelegateTakeTooLow: {
    when: "below the chain's lowest",
    arrange: ({ state }: Chain) => storage.MinDelegateTake.set(state, 1001),
  },
}

testCall({
  call: calls.increase_take,
  start,
  caller: alice,
  args: { hotkey, take: 1000 },
  emits: ["SubtensorModule.TakeIncreased"],
  refuses: {
    ...takes,
    DelegateTakeTooLow: [takes.DelegateTakeTooLow, { when: "no raise", arrange: takeOf(1000) }],
    DelegateTxRateLimitExceeded: {
      when: "soon after a change",
      arrange: ({ state }) =>
        storage.LastRateLimitedBlock.set(state, { type: "LastTxBlockDelegateTake", value: hotkey }, 5n),
    },
  },
})

testCall({
  call: calls.decrease_take,
  start,
  caller: alice,
  args: { hotkey, take: 1000 },
  emits: ["SubtensorModule.TakeDecreased"],
  refuses: {
    ...takes,
    DelegateTakeTooLow: [takes.DelegateTakeTooLow, { when: "no cut", arrange: takeOf(1000) }],
  },
})

testCall({
  call: calls.try_associate_hotkey,
  start,
  caller: alice,
  args: { hotkey: nobody },
  emits: [],
  refuses: { CannotUseSystemAccount: { args: { hotkey: subnetAccount(1) } } },
})

const secret = (n: number) => new Uint8Array(32).fill(n)
const signature = ethereumSign(secret(1), associationDigest(hotkey, 77n))

testCall({
  call: calls.associate_evm_key,
  start() {
    const chain = start()
    storage.Uids.set(chain.state, 1, hotkey, 4)
    return chain
  },
  caller: hotkey,
  args: { netuid: 1, evm_key: ethereumAddressOf(secret(1)), block_number: 77n, signature },
  emits: ["SubtensorModule.EvmKeyAssociated"],
  refuses: {
    HotKeyNotRegisteredInSubNet: { when: "by the guard before it", args: { netuid: 2 } },
    SubnetNotExists: { when: "while a dissolved subnet waits for its cleanup", arrange: dissolve(1) },
    NonAssociatedColdKey: { when: "the hotkey has no owner", arrange: disown(hotkey) },
    EvmKeyAssociateRateLimitExceeded: {
      when: "twice in a block",
      arrange: ({ state }) =>
        storage.AssociatedEvmAddress.set(state, 1, 4, [ethereumAddressOf(secret(1)), 10n]),
    },
    InvalidIdentity: { when: "no signature", args: { signature: new Uint8Array(65) } },
    InvalidRecoveredPublicKey: [
      { when: "another's", args: { evm_key: ethereumAddressOf(secret(2)) } },
      { when: "of another block", args: { block_number: 78n } },
    ],
    EvmKeyAssociationLimitExceeded: {
      when: "it stands for 32 neurons already",
      arrange: ({ state }) =>
        storage.AssociatedUidsByEvmAddress.set(
          state,
          1,
          ethereumAddressOf(secret(1)),
          Array.from({ length: 32 }, (_, n): [number, bigint] => [100 + n, 1n]),
        ),
    },
  },
})
