import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { PalletId } from "@taonet/frame/types/frame_support"
import { Percent } from "@taonet/frame/types/sp_arithmetic"
import { fromHex } from "@taonet/primitives/hex"
import { bool, i16, u8, u16, u32, u64 } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("SubtensorModule", {
  InitialIssuance: constant("TAO issued before the first block, in rao", TaoBalance, 0n),
  InitialMinAllowedWeights: constant(
    "Default minimum number of weights a validator must set on a subnet",
    u16,
    1024,
  ),
  InitialEmissionValue: constant("Default emission value of a subnet", u16, 0),
  InitialTempo: constant("Tempo of a newly created subnet, in blocks per epoch", u16, 10),
  InitialDifficulty: constant("Default proof-of-work difficulty of a subnet", u64, 10_000_000n),
  InitialMaxDifficulty: constant(
    "Default upper bound of the proof-of-work difficulty",
    u64,
    4_611_686_018_427_387_903n,
  ),
  InitialMinDifficulty: constant("Default lower bound of the proof-of-work difficulty", u64, 10_000_000n),
  InitialRAORecycledForRegistration: constant(
    "Starting value of the TAO recycled by registrations on a subnet, in rao",
    TaoBalance,
    0n,
  ),
  InitialBurn: constant("Default registration price of a subnet, in rao", TaoBalance, 100_000_000n),
  InitialMaxBurn: constant(
    "Default upper bound of the registration price, in rao",
    TaoBalance,
    100_000_000_000n,
  ),
  InitialMinBurn: constant("Default lower bound of the registration price, in rao", TaoBalance, 500_000n),
  InitialMinStake: constant("Smallest amount of TAO that can be staked, in rao", TaoBalance, 2_000_000n),
  InitialMinTransfer: constant("Smallest value of a stake transfer, in rao", TaoBalance, 100_000n),
  MinBurnUpperBound: constant(
    "Value that a subnet's minimum burn must stay below, in rao",
    TaoBalance,
    1_000_000_000n,
  ),
  MaxBurnLowerBound: constant(
    "Value that a subnet's maximum burn must stay above, in rao",
    TaoBalance,
    100_000_000n,
  ),
  MinTempo: constant("Smallest tempo that a subnet owner may set, in blocks", u16, 360),
  MaxTempo: constant("Largest tempo that a subnet owner may set, in blocks", u16, 50_400),
  MinActivityCutoffFactorMilli: constant(
    "Smallest activity cutoff factor, in thousandths of a tempo",
    u32,
    1000,
  ),
  MaxActivityCutoffFactorMilli: constant(
    "Largest activity cutoff factor, in thousandths of a tempo",
    u32,
    50_000,
  ),
  InitialAdjustmentInterval: constant(
    "Default interval of registration price adjustment, in blocks",
    u16,
    100,
  ),
  InitialBondsMovingAverage: constant("Default moving average factor of bonds, in millionths", u64, 900_000n),
  InitialBondsPenalty: constant("Default bonds penalty, as a share of 65535", u16, 65_535),
  InitialBondsResetOn: constant("Whether bond resets are allowed by default", bool, false),
  InitialTargetRegistrationsPerInterval: constant(
    "Default target number of registrations per interval",
    u16,
    2,
  ),
  InitialRho: constant("Default rho (consensus steepness) of a subnet", u16, 10),
  InitialAlphaSigmoidSteepness: constant(
    "Default steepness of the liquid alpha sigmoid, in hundredths",
    i16,
    1000,
  ),
  InitialKappa: constant("Default kappa (consensus majority) of a subnet, as a share of 65535", u16, 32_767),
  InitialMinAllowedUids: constant("Default lower bound for the maximum neuron count of a subnet", u16, 64),
  InitialMaxAllowedUids: constant("Default maximum number of neurons on a subnet", u16, 256),
  InitialValidatorPruneLen: constant("Default validator prune length of a subnet", u64, 1n),
  InitialScalingLawPower: constant("Default scaling law power of a subnet", u16, 50),
  InitialImmunityPeriod: constant("Default immunity period of new neurons, in blocks", u16, 4096),
  InitialActivityCutoff: constant("Default absolute activity cutoff of validators, in blocks", u16, 5000),
  InitialMaxRegistrationsPerBlock: constant("Default maximum number of registrations per block", u16, 1),
  InitialPruningScore: constant("Default pruning score of a new neuron", u16, 65_535),
  InitialMaxAllowedValidators: constant("Default maximum number of validators on a subnet", u16, 128),
  InitialDefaultDelegateTake: constant("Default take of a delegate, as a share of 65535", u16, 11_796),
  InitialMinDelegateTake: constant("Default lowest delegate take, as a share of 65535", u16, 0),
  InitialDefaultChildKeyTake: constant("Default childkey take, as a share of 65535", u16, 0),
  InitialMinChildKeyTake: constant("Default lowest childkey take, as a share of 65535", u16, 0),
  InitialMaxChildKeyTake: constant("Default highest childkey take, as a share of 65535", u16, 11_796),
  InitialWeightsVersionKey: constant("Default weights version key of a subnet", u64, 0n),
  InitialServingRateLimit: constant(
    "Default number of blocks between two endpoint updates of a neuron",
    u64,
    50n,
  ),
  InitialTxRateLimit: constant(
    "Default number of blocks between two rate limited transactions of a key",
    u64,
    1000n,
  ),
  InitialTxDelegateTakeRateLimit: constant(
    "Default number of blocks between two delegate take increases",
    u64,
    216_000n,
  ),
  InitialTxChildKeyTakeRateLimit: constant(
    "Default number of blocks between two childkey take increases",
    u64,
    5n,
  ),
  InitialAdjustmentAlpha: constant("Default smoothing factor of the registration price adjustment", u64, 0n),
  InitialNetworkImmunityPeriod: constant(
    "Default number of blocks in which a new subnet cannot be pruned",
    u64,
    1_296_000n,
  ),
  InitialNetworkMinLockCost: constant(
    "Default lowest cost of creating a subnet, in rao",
    TaoBalance,
    1_000_000_000_000n,
  ),
  InitialSubnetOwnerCut: constant(
    "Default share of subnet emission that goes to the owner, out of 65535",
    u16,
    11_796,
  ),
  InitialNetworkLockReductionInterval: constant(
    "Default number of blocks over which the subnet lock cost falls back",
    u64,
    100_800n,
  ),
  InitialNetworkRateLimit: constant("Default number of blocks between two subnet creations", u64, 7200n),
  KeySwapCost: constant(
    "Cost of announcing a coldkey swap or swapping a hotkey on all subnets, in rao",
    TaoBalance,
    100_000_000n,
  ),
  AlphaHigh: constant("Default upper liquid alpha bound, as a share of 65535", u16, 58_982),
  AlphaLow: constant("Default lower liquid alpha bound, as a share of 65535", u16, 45_875),
  LiquidAlphaOn: constant("Whether liquid alpha is on by default", bool, false),
  Yuma3On: constant("Whether Yuma consensus version 3 is on by default", bool, false),
  InitialColdkeySwapAnnouncementDelay: constant(
    "Default wait between announcing and executing a coldkey swap, in blocks",
    u32,
    50,
  ),
  InitialColdkeySwapReannouncementDelay: constant(
    "Default extra wait before a coldkey swap can be announced again, in blocks",
    u32,
    10,
  ),
  InitialDissolveNetworkScheduleDuration: constant(
    "Default wait of a scheduled subnet dissolution, in blocks; not used",
    u32,
    36_000,
  ),
  InitialTaoWeight: constant(
    "Default weight of root TAO in stake weight, as a fraction of 2^64-1",
    u64,
    971_718_665_099_567_868n,
  ),
  InitialEmaPriceHalvingPeriod: constant(
    "Default age in blocks at which the moving price smoothing reaches half strength",
    u64,
    201_600n,
  ),
  InitialStartCallDelay: constant(
    "Default wait after subnet creation before start_call is allowed, in blocks",
    u64,
    0n,
  ),
  KeySwapOnSubnetCost: constant("Cost of swapping a hotkey on one subnet, in rao", TaoBalance, 1_000_000n),
  HotkeySwapOnSubnetInterval: constant(
    "Number of blocks between two hotkey swaps of a coldkey on one subnet",
    u64,
    1n,
  ),
  LeaseDividendsDistributionInterval: constant(
    "Number of blocks between two payouts of subnet lease dividends",
    u32,
    100,
  ),
  MaxImmuneUidsPercentage: constant(
    "Percentage of immune neurons that trimming must stay below",
    Percent,
    80,
  ),
  SubtensorPalletId: constant(
    "Id from which the pallet's subnet accounts are derived",
    PalletId,
    fromHex("73756274656e7372"),
  ),
  BurnAccountId: constant(
    "Id from which the account that receives burned TAO is derived",
    PalletId,
    fromHex("6275726e746e7372"),
  ),
  InitialMaxEpochsPerBlock: constant("Default maximum number of epochs that run in one block", u8, 32),
})
