import { defineErrors } from "@taonet/frame/schema/errors"

export const errors = defineErrors("Balances", 5, {
  VestingBalance: "The funds are still vesting and cannot be moved yet",
  LiquidityRestrictions: "The funds are locked or frozen and cannot be moved",
  InsufficientBalance: "The account's balance is too low for this amount",
  ExistentialDeposit: "The amount is too small to create or keep the receiving account alive",
  Expendability: "The transfer would remove an account that must stay alive",
  ExistingVestingSchedule: "The account already has a vesting schedule",
  DeadAccount: "The receiving account does not exist",
  TooManyReserves: "The account already has the largest number of named reserves",
  TooManyHolds: "The account already has the largest number of holds",
  TooManyFreezes: "The account already has the largest number of freezes",
  IssuanceDeactivated: "The issuance cannot be adjusted because it is marked as inactive",
  DeltaZero: "The adjustment must not be zero",
})
