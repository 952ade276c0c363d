import {
  as,
  bytesFixed,
  type Codec,
  newtype,
  struct,
  u32,
  u64,
  unitEnum,
  untyped,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"
import { BoundedVecU8_3, BoundedVecU8_4 } from "../../types/bounded.ts"
import { limited } from "../../types/limited.ts"
import { TaoBalance } from "../../types/subtensorCommon.ts"

export type RevealFailure =
  | "SignatureDeserialize"
  | "CiphertextDeserialize"
  | "Decrypt"
  | "EmptyPlaintext"
  | "PulseExpired"
  | "RoundMismatch"
export const RevealFailure: Codec<RevealFailure> = unitEnum<RevealFailure>(
  "pallet_commitments::types::RevealFailure",
  [
    "SignatureDeserialize",
    "CiphertextDeserialize",
    "Decrypt",
    "EmptyPlaintext",
    "PulseExpired",
    "RoundMismatch",
  ],
)

export type Data =
  | { readonly type: "None" }
  | { readonly type: "Raw0"; readonly value: Uint8Array }
  | { readonly type: "Raw1"; readonly value: Uint8Array }
  | { readonly type: "Raw2"; readonly value: Uint8Array }
  | { readonly type: "Raw3"; readonly value: Uint8Array }
  | { readonly type: "Raw4"; readonly value: Uint8Array }
  | { readonly type: "Raw5"; readonly value: Uint8Array }
  | { readonly type: "Raw6"; readonly value: Uint8Array }
  | { readonly type: "Raw7"; readonly value: Uint8Array }
  | { readonly type: "Raw8"; readonly value: Uint8Array }
  | { readonly type: "Raw9"; readonly value: Uint8Array }
  | { readonly type: "Raw10"; readonly value: Uint8Array }
  | { readonly type: "Raw11"; readonly value: Uint8Array }
  | { readonly type: "Raw12"; readonly value: Uint8Array }
  | { readonly type: "Raw13"; readonly value: Uint8Array }
  | { readonly type: "Raw14"; readonly value: Uint8Array }
  | { readonly type: "Raw15"; readonly value: Uint8Array }
  | { readonly type: "Raw16"; readonly value: Uint8Array }
  | { readonly type: "Raw17"; readonly value: Uint8Array }
  | { readonly type: "Raw18"; readonly value: Uint8Array }
  | { readonly type: "Raw19"; readonly value: Uint8Array }
  | { readonly type: "Raw20"; readonly value: Uint8Array }
  | { readonly type: "Raw21"; readonly value: Uint8Array }
  | { readonly type: "Raw22"; readonly value: Uint8Array }
  | { readonly type: "Raw23"; readonly value: Uint8Array }
  | { readonly type: "Raw24"; readonly value: Uint8Array }
  | { readonly type: "Raw25"; readonly value: Uint8Array }
  | { readonly type: "Raw26"; readonly value: Uint8Array }
  | { readonly type: "Raw27"; readonly value: Uint8Array }
  | { readonly type: "Raw28"; readonly value: Uint8Array }
  | { readonly type: "Raw29"; readonly value: Uint8Array }
  | { readonly type: "Raw30"; readonly value: Uint8Array }
  | { readonly type: "Raw31"; readonly value: Uint8Array }
  | { readonly type: "Raw32"; readonly value: Uint8Array }
  | { readonly type: "Raw33"; readonly value: Uint8Array }
  | { readonly type: "Raw34"; readonly value: Uint8Array }
  | { readonly type: "Raw35"; readonly value: Uint8Array }
  | { readonly type: "Raw36"; readonly value: Uint8Array }
  | { readonly type: "Raw37"; readonly value: Uint8Array }
  | { readonly type: "Raw38"; readonly value: Uint8Array }
  | { readonly type: "Raw39"; readonly value: Uint8Array }
  | { readonly type: "Raw40"; readonly value: Uint8Array }
  | { readonly type: "Raw41"; readonly value: Uint8Array }
  | { readonly type: "Raw42"; readonly value: Uint8Array }
  | { readonly type: "Raw43"; readonly value: Uint8Array }
  | { readonly type: "Raw44"; readonly value: Uint8Array }
  | { readonly type: "Raw45"; readonly value: Uint8Array }
  | { readonly type: "Raw46"; readonly value: Uint8Array }
  | { readonly type: "Raw47"; readonly value: Uint8Array }
  | { readonly type: "Raw48"; readonly value: Uint8Array }
  | { readonly type: "Raw49"; readonly value: Uint8Array }
  | { readonly type: "Raw50"; readonly value: Uint8Array }
  | { readonly type: "Raw51"; readonly value: Uint8Array }
  | { readonly type: "Raw52"; readonly value: Uint8Array }
  | { readonly type: "Raw53"; readonly value: Uint8Array }
  | { readonly type: "Raw54"; readonly value: Uint8Array }
  | { readonly type: "Raw55"; readonly value: Uint8Array }
  | { readonly type: "Raw56"; readonly value: Uint8Array }
  | { readonly type: "Raw57"; readonly value: Uint8Array }
  | { readonly type: "Raw58"; readonly value: Uint8Array }
  | { readonly type: "Raw59"; readonly value: Uint8Array }
  | { readonly type: "Raw60"; readonly value: Uint8Array }
  | { readonly type: "Raw61"; readonly value: Uint8Array }
  | { readonly type: "Raw62"; readonly value: Uint8Array }
  | { readonly type: "Raw63"; readonly value: Uint8Array }
  | { readonly type: "Raw64"; readonly value: Uint8Array }
  | { readonly type: "Raw65"; readonly value: Uint8Array }
  | { readonly type: "Raw66"; readonly value: Uint8Array }
  | { readonly type: "Raw67"; readonly value: Uint8Array }
  | { readonly type: "Raw68"; readonly value: Uint8Array }
  | { readonly type: "Raw69"; readonly value: Uint8Array }
  | { readonly type: "Raw70"; readonly value: Uint8Array }
  | { readonly type: "Raw71"; readonly value: Uint8Array }
  | { readonly type: "Raw72"; readonly value: Uint8Array }
  | { readonly type: "Raw73"; readonly value: Uint8Array }
  | { readonly type: "Raw74"; readonly value: Uint8Array }
  | { readonly type: "Raw75"; readonly value: Uint8Array }
  | { readonly type: "Raw76"; readonly value: Uint8Array }
  | { readonly type: "Raw77"; readonly value: Uint8Array }
  | { readonly type: "Raw78"; readonly value: Uint8Array }
  | { readonly type: "Raw79"; readonly value: Uint8Array }
  | { readonly type: "Raw80"; readonly value: Uint8Array }
  | { readonly type: "Raw81"; readonly value: Uint8Array }
  | { readonly type: "Raw82"; readonly value: Uint8Array }
  | { readonly type: "Raw83"; readonly value: Uint8Array }
  | { readonly type: "Raw84"; readonly value: Uint8Array }
  | { readonly type: "Raw85"; readonly value: Uint8Array }
  | { readonly type: "Raw86"; readonly value: Uint8Array }
  | { readonly type: "Raw87"; readonly value: Uint8Array }
  | { readonly type: "Raw88"; readonly value: Uint8Array }
  | { readonly type: "Raw89"; readonly value: Uint8Array }
  | { readonly type: "Raw90"; readonly value: Uint8Array }
  | { readonly type: "Raw91"; readonly value: Uint8Array }
  | { readonly type: "Raw92"; readonly value: Uint8Array }
  | { readonly type: "Raw93"; readonly value: Uint8Array }
  | { readonly type: "Raw94"; readonly value: Uint8Array }
  | { readonly type: "Raw95"; readonly value: Uint8Array }
  | { readonly type: "Raw96"; readonly value: Uint8Array }
  | { readonly type: "Raw97"; readonly value: Uint8Array }
  | { readonly type: "Raw98"; readonly value: Uint8Array }
  | { readonly type: "Raw99"; readonly value: Uint8Array }
  | { readonly type: "Raw100"; readonly value: Uint8Array }
  | { readonly type: "Raw101"; readonly value: Uint8Array }
  | { readonly type: "Raw102"; readonly value: Uint8Array }
  | { readonly type: "Raw103"; readonly value: Uint8Array }
  | { readonly type: "Raw104"; readonly value: Uint8Array }
  | { readonly type: "Raw105"; readonly value: Uint8Array }
  | { readonly type: "Raw106"; readonly value: Uint8Array }
  | { readonly type: "Raw107"; readonly value: Uint8Array }
  | { readonly type: "Raw108"; readonly value: Uint8Array }
  | { readonly type: "Raw109"; readonly value: Uint8Array }
  | { readonly type: "Raw110"; readonly value: Uint8Array }
  | { readonly type: "Raw111"; readonly value: Uint8Array }
  | { readonly type: "Raw112"; readonly value: Uint8Array }
  | { readonly type: "Raw113"; readonly value: Uint8Array }
  | { readonly type: "Raw114"; readonly value: Uint8Array }
  | { readonly type: "Raw115"; readonly value: Uint8Array }
  | { readonly type: "Raw116"; readonly value: Uint8Array }
  | { readonly type: "Raw117"; readonly value: Uint8Array }
  | { readonly type: "Raw118"; readonly value: Uint8Array }
  | { readonly type: "Raw119"; readonly value: Uint8Array }
  | { readonly type: "Raw120"; readonly value: Uint8Array }
  | { readonly type: "Raw121"; readonly value: Uint8Array }
  | { readonly type: "Raw122"; readonly value: Uint8Array }
  | { readonly type: "Raw123"; readonly value: Uint8Array }
  | { readonly type: "Raw124"; readonly value: Uint8Array }
  | { readonly type: "Raw125"; readonly value: Uint8Array }
  | { readonly type: "Raw126"; readonly value: Uint8Array }
  | { readonly type: "Raw127"; readonly value: Uint8Array }
  | { readonly type: "Raw128"; readonly value: Uint8Array }
  | { readonly type: "BlakeTwo256"; readonly value: Uint8Array }
  | { readonly type: "Sha256"; readonly value: Uint8Array }
  | { readonly type: "Keccak256"; readonly value: Uint8Array }
  | { readonly type: "ShaThree256"; readonly value: Uint8Array }
  | { readonly type: "TimelockEncrypted"; readonly value: { encrypted: Uint8Array; reveal_round: bigint } }
  | { readonly type: "ResetBondsFlag" }
  | { readonly type: "BigRaw"; readonly value: Uint8Array }
  | { readonly type: "TimelockRevealFailed"; readonly value: { encrypted: Uint8Array; reveal_round: bigint } }
export const Data: Codec<Data> = variant<Data>("pallet_commitments::types::Data", {
  None: v(0),
  Raw0: v(1, untyped(bytesFixed(0))),
  Raw1: v(2, untyped(bytesFixed(1))),
  Raw2: v(3, untyped(bytesFixed(2))),
  Raw3: v(4, untyped(bytesFixed(3))),
  Raw4: v(5, untyped(bytesFixed(4))),
  Raw5: v(6, untyped(bytesFixed(5))),
  Raw6: v(7, untyped(bytesFixed(6))),
  Raw7: v(8, untyped(bytesFixed(7))),
  Raw8: v(9, untyped(bytesFixed(8))),
  Raw9: v(10, untyped(bytesFixed(9))),
  Raw10: v(11, untyped(bytesFixed(10))),
  Raw11: v(12, untyped(bytesFixed(11))),
  Raw12: v(13, untyped(bytesFixed(12))),
  Raw13: v(14, untyped(bytesFixed(13))),
  Raw14: v(15, untyped(bytesFixed(14))),
  Raw15: v(16, untyped(bytesFixed(15))),
  Raw16: v(17, untyped(bytesFixed(16))),
  Raw17: v(18, untyped(bytesFixed(17))),
  Raw18: v(19, untyped(bytesFixed(18))),
  Raw19: v(20, untyped(bytesFixed(19))),
  Raw20: v(21, untyped(bytesFixed(20))),
  Raw21: v(22, untyped(bytesFixed(21))),
  Raw22: v(23, untyped(bytesFixed(22))),
  Raw23: v(24, untyped(bytesFixed(23))),
  Raw24: v(25, untyped(bytesFixed(24))),
  Raw25: v(26, untyped(bytesFixed(25))),
  Raw26: v(27, untyped(bytesFixed(26))),
  Raw27: v(28, untyped(bytesFixed(27))),
  Raw28: v(29, untyped(bytesFixed(28))),
  Raw29: v(30, untyped(bytesFixed(29))),
  Raw30: v(31, untyped(bytesFixed(30))),
  Raw31: v(32, untyped(bytesFixed(31))),
  Raw32: v(33, untyped(bytesFixed(32))),
  Raw33: v(34, untyped(bytesFixed(33))),
  Raw34: v(35, untyped(bytesFixed(34))),
  Raw35: v(36, untyped(bytesFixed(35))),
  Raw36: v(37, untyped(bytesFixed(36))),
  Raw37: v(38, untyped(bytesFixed(37))),
  Raw38: v(39, untyped(bytesFixed(38))),
  Raw39: v(40, untyped(bytesFixed(39))),
  Raw40: v(41, untyped(bytesFixed(40))),
  Raw41: v(42, untyped(bytesFixed(41))),
  Raw42: v(43, untyped(bytesFixed(42))),
  Raw43: v(44, untyped(bytesFixed(43))),
  Raw44: v(45, untyped(bytesFixed(44))),
  Raw45: v(46, untyped(bytesFixed(45))),
  Raw46: v(47, untyped(bytesFixed(46))),
  Raw47: v(48, untyped(bytesFixed(47))),
  Raw48: v(49, untyped(bytesFixed(48))),
  Raw49: v(50, untyped(bytesFixed(49))),
  Raw50: v(51, untyped(bytesFixed(50))),
  Raw51: v(52, untyped(bytesFixed(51))),
  Raw52: v(53, untyped(bytesFixed(52))),
  Raw53: v(54, untyped(bytesFixed(53))),
  Raw54: v(55, untyped(bytesFixed(54))),
  Raw55: v(56, untyped(bytesFixed(55))),
  Raw56: v(57, untyped(bytesFixed(56))),
  Raw57: v(58, untyped(bytesFixed(57))),
  Raw58: v(59, untyped(bytesFixed(58))),
  Raw59: v(60, untyped(bytesFixed(59))),
  Raw60: v(61, untyped(bytesFixed(60))),
  Raw61: v(62, untyped(bytesFixed(61))),
  Raw62: v(63, untyped(bytesFixed(62))),
  Raw63: v(64, untyped(bytesFixed(63))),
  Raw64: v(65, untyped(bytesFixed(64))),
  Raw65: v(66, untyped(bytesFixed(65))),
  Raw66: v(67, untyped(bytesFixed(66))),
  Raw67: v(68, untyped(bytesFixed(67))),
  Raw68: v(69, untyped(bytesFixed(68))),
  Raw69: v(70, untyped(bytesFixed(69))),
  Raw70: v(71, untyped(bytesFixed(70))),
  Raw71: v(72, untyped(bytesFixed(71))),
  Raw72: v(73, untyped(bytesFixed(72))),
  Raw73: v(74, untyped(bytesFixed(73))),
  Raw74: v(75, untyped(bytesFixed(74))),
  Raw75: v(76, untyped(bytesFixed(75))),
  Raw76: v(77, untyped(bytesFixed(76))),
  Raw77: v(78, untyped(bytesFixed(77))),
  Raw78: v(79, untyped(bytesFixed(78))),
  Raw79: v(80, untyped(bytesFixed(79))),
  Raw80: v(81, untyped(bytesFixed(80))),
  Raw81: v(82, untyped(bytesFixed(81))),
  Raw82: v(83, untyped(bytesFixed(82))),
  Raw83: v(84, untyped(bytesFixed(83))),
  Raw84: v(85, untyped(bytesFixed(84))),
  Raw85: v(86, untyped(bytesFixed(85))),
  Raw86: v(87, untyped(bytesFixed(86))),
  Raw87: v(88, untyped(bytesFixed(87))),
  Raw88: v(89, untyped(bytesFixed(88))),
  Raw89: v(90, untyped(bytesFixed(89))),
  Raw90: v(91, untyped(bytesFixed(90))),
  Raw91: v(92, untyped(bytesFixed(91))),
  Raw92: v(93, untyped(bytesFixed(92))),
  Raw93: v(94, untyped(bytesFixed(93))),
  Raw94: v(95, untyped(bytesFixed(94))),
  Raw95: v(96, untyped(bytesFixed(95))),
  Raw96: v(97, untyped(bytesFixed(96))),
  Raw97: v(98, untyped(bytesFixed(97))),
  Raw98: v(99, untyped(bytesFixed(98))),
  Raw99: v(100, untyped(bytesFixed(99))),
  Raw100: v(101, untyped(bytesFixed(100))),
  Raw101: v(102, untyped(bytesFixed(101))),
  Raw102: v(103, untyped(bytesFixed(102))),
  Raw103: v(104, untyped(bytesFixed(103))),
  Raw104: v(105, untyped(bytesFixed(104))),
  Raw105: v(106, untyped(bytesFixed(105))),
  Raw106: v(107, untyped(bytesFixed(106))),
  Raw107: v(108, untyped(bytesFixed(107))),
  Raw108: v(109, untyped(bytesFixed(108))),
  Raw109: v(110, untyped(bytesFixed(109))),
  Raw110: v(111, untyped(bytesFixed(110))),
  Raw111: v(112, untyped(bytesFixed(111))),
  Raw112: v(113, untyped(bytesFixed(112))),
  Raw113: v(114, untyped(bytesFixed(113))),
  Raw114: v(115, untyped(bytesFixed(114))),
  Raw115: v(116, untyped(bytesFixed(115))),
  Raw116: v(117, untyped(bytesFixed(116))),
  Raw117: v(118, untyped(bytesFixed(117))),
  Raw118: v(119, untyped(bytesFixed(118))),
  Raw119: v(120, untyped(bytesFixed(119))),
  Raw120: v(121, untyped(bytesFixed(120))),
  Raw121: v(122, untyped(bytesFixed(121))),
  Raw122: v(123, untyped(bytesFixed(122))),
  Raw123: v(124, untyped(bytesFixed(123))),
  Raw124: v(125, untyped(bytesFixed(124))),
  Raw125: v(126, untyped(bytesFixed(125))),
  Raw126: v(127, untyped(bytesFixed(126))),
  Raw127: v(128, untyped(bytesFixed(127))),
  Raw128: v(129, untyped(bytesFixed(128))),
  BlakeTwo256: v(130, untyped(bytesFixed(32))),
  Sha256: v(131, untyped(bytesFixed(32))),
  Keccak256: v(132, untyped(bytesFixed(32))),
  ShaThree256: v(133, untyped(bytesFixed(32))),
  TimelockEncrypted: v(134, {
    encrypted: untyped(limited(BoundedVecU8_3, 1024)),
    reveal_round: untyped(u64),
  }),
  ResetBondsFlag: v(135),
  BigRaw: v(136, untyped(limited(BoundedVecU8_4, 512))),
  TimelockRevealFailed: v(137, {
    encrypted: untyped(limited(BoundedVecU8_3, 1024)),
    reveal_round: untyped(u64),
  }),
})

/** Fields of a commitment: `MaxFields`. */
export const BoundedVecData: Codec<Data[]> = limited(
  newtype("bounded_collections::bounded_vec::BoundedVec", as("Vec<T>", vec(Data)), {
    params: { T: Data, S: undefined },
    typeName: "BoundedVec<Data, FieldLimit>",
  }),
  3,
)

export interface CommitmentInfo {
  fields: Data[]
}
export const CommitmentInfo: Codec<CommitmentInfo> = struct<CommitmentInfo>(
  "pallet_commitments::types::CommitmentInfo",
  {
    fields: BoundedVecData,
  },
  { params: { FieldLimit: undefined }, typeName: "Box<CommitmentInfo<T::MaxFields>>" },
)

export interface Registration {
  deposit: bigint
  block: number
  info: CommitmentInfo
}
export const Registration: Codec<Registration> = struct<Registration>(
  "pallet_commitments::types::Registration",
  {
    deposit: as("Balance", TaoBalance),
    block: as("BlockNumber", u32),
    info: as("CommitmentInfo<MaxFields>", CommitmentInfo),
  },
  { params: { Balance: TaoBalance, MaxFields: undefined, BlockNumber: u32 } },
)

export interface UsageTracker {
  last_epoch: bigint
  used_space: bigint
}
export const UsageTracker: Codec<UsageTracker> = struct<UsageTracker>(
  "pallet_commitments::types::UsageTracker",
  {
    last_epoch: u64,
    used_space: u64,
  },
)
