package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;

/** The data processing that is too rare for the interpreter's main switch. */
final class DataProcessing {
    private static final long WORD = 0xffff_ffffL;
    private static final int INVERTED = 4;
    private static final int CRC32_POLYNOMIAL = 0xedb88320;
    private static final int CRC32C_POLYNOMIAL = 0x82f63b78;

    private DataProcessing() {}

    /** Executes an operation from {@link Operation#DATA_PROCESSING} up. */
    static void execute(CpuState s, Instruction i) {
        if (i.op >= Operation.SMADDL) {
            s.r[i.rd] = oneWidth(s.r, i);
        } else if (i.op >= Operation.CCMN_REGISTER && i.op <= Operation.CCMP_IMMEDIATE + 1) {
            conditionalCompare(s, i);
        } else if ((i.op & 1) == 0) {
            s.r[i.rd] = execute64(s, i);
        } else {
            s.r[i.rd] = execute32(s, i) & WORD;
        }
    }

    private static long execute64(CpuState s, Instruction i) {
        long[] r = s.r;
        long n = r[i.rn];
        return switch (i.op) {
            case Operation.SUB_SHIFTED -> n - shifted64(r, i);
            case Operation.ADDS_SHIFTED -> adds64(s, n, shifted64(r, i));
            case Operation.SUBS_SHIFTED -> subs64(s, n, shifted64(r, i));
            case Operation.AND_SHIFTED -> n & shifted64(r, i);
            case Operation.ORR_SHIFTED -> n | shifted64(r, i);
            case Operation.EOR_SHIFTED -> n ^ shifted64(r, i);
            case Operation.ANDS_SHIFTED -> ands64(s, n & shifted64(r, i));
            case Operation.ADD_EXTENDED -> n + extended(r, i);
            case Operation.SUB_EXTENDED -> n - extended(r, i);
            case Operation.ADDS_EXTENDED -> adds64(s, n, extended(r, i));
            case Operation.SUBS_EXTENDED -> subs64(s, n, extended(r, i));
            case Operation.BFXIL -> (r[i.ra] & ~i.imm) | (n >>> i.flags & i.imm);
            case Operation.BFI -> (r[i.ra] & ~i.imm) | (n << i.flags & i.imm);
            case Operation.EXTR -> i.imm == 0 ? r[i.rm] : n << (64 - i.imm) | r[i.rm] >>> i.imm;
            case Operation.ADC -> n + r[i.rm] + carry(s);
            case Operation.ADCS -> adcs64(s, n, r[i.rm]);
            case Operation.SBC -> n + ~r[i.rm] + carry(s);
            case Operation.SBCS -> adcs64(s, n, ~r[i.rm]);
            case Operation.CSINV -> Flags.hold(i.flags, s.nzcv) ? n : ~r[i.rm];
            case Operation.CSNEG -> Flags.hold(i.flags, s.nzcv) ? n : -r[i.rm];
            case Operation.MSUB -> r[i.ra] - n * r[i.rm];
            case Operation.UDIV -> r[i.rm] == 0 ? 0 : Long.divideUnsigned(n, r[i.rm]);
            case Operation.SDIV -> r[i.rm] == 0 ? 0 : n / r[i.rm];
            case Operation.LSLV -> n << r[i.rm];
            case Operation.LSRV -> n >>> r[i.rm];
            case Operation.ASRV -> n >> r[i.rm];
            case Operation.RORV -> Long.rotateRight(n, (int) r[i.rm]);
            case Operation.RBIT -> Long.reverse(n);
            case Operation.REV16 -> (n & 0x00ff00ff00ff00ffL) << 8 | (n >>> 8 & 0x00ff00ff00ff00ffL);
            case Operation.CLZ -> Long.numberOfLeadingZeros(n);
            case Operation.CLS -> Long.numberOfLeadingZeros((n ^ n >> 63) << 1 | 1);
            default -> throw new AssertionError(i.op);
        };
    }

    private static int execute32(CpuState s, Instruction i) {
        long[] r = s.r;
        int n = (int) r[i.rn];
        int m = (int) r[i.rm];
        return switch (i.op - 1) {
            case Operation.SUB_SHIFTED -> n - shifted32(r, i);
            case Operation.ADD_SHIFTED -> n + shifted32(r, i);
            case Operation.ADDS_SHIFTED -> adds32(s, n, shifted32(r, i));
            case Operation.SUBS_SHIFTED -> subs32(s, n, shifted32(r, i));
            case Operation.AND_SHIFTED -> n & shifted32(r, i);
            case Operation.ORR_SHIFTED -> n | shifted32(r, i);
            case Operation.EOR_SHIFTED -> n ^ shifted32(r, i);
            case Operation.ANDS_SHIFTED -> ands32(s, n & shifted32(r, i));
            case Operation.ADD_EXTENDED -> n + (int) extended(r, i);
            case Operation.SUB_EXTENDED -> n - (int) extended(r, i);
            case Operation.ADDS_EXTENDED -> adds32(s, n, (int) extended(r, i));
            case Operation.SUBS_EXTENDED -> subs32(s, n, (int) extended(r, i));
            case Operation.BFXIL -> (int) ((r[i.ra] & ~i.imm) | (r[i.rn] >>> i.flags & i.imm));
            case Operation.BFI -> (int) ((r[i.ra] & ~i.imm) | (r[i.rn] << i.flags & i.imm));
            case Operation.EXTR -> i.imm == 0 ? m : n << (int) (32 - i.imm) | m >>> (int) i.imm;
            case Operation.ADC -> n + m + carry(s);
            case Operation.ADCS -> adcs32(s, n, m);
            case Operation.SBC -> n + ~m + carry(s);
            case Operation.SBCS -> adcs32(s, n, ~m);
            case Operation.CSINV -> Flags.hold(i.flags, s.nzcv) ? n : ~m;
            case Operation.CSNEG -> Flags.hold(i.flags, s.nzcv) ? n : -m;
            case Operation.MSUB -> (int) r[i.ra] - n * m;
            case Operation.UDIV -> m == 0 ? 0 : Integer.divideUnsigned(n, m);
            case Operation.SDIV -> m == 0 ? 0 : n / m;
            case Operation.LSLV -> n << m;
            case Operation.LSRV -> n >>> m;
            case Operation.ASRV -> n >> m;
            case Operation.RORV -> Integer.rotateRight(n, m);
            case Operation.RBIT -> Integer.reverse(n);
            case Operation.REV16 -> (n & 0x00ff00ff) << 8 | (n >>> 8 & 0x00ff00ff);
            case Operation.CLZ -> Integer.numberOfLeadingZeros(n);
            case Operation.CLS -> Integer.numberOfLeadingZeros((n ^ n >> 31) << 1 | 1);
            default -> throw new AssertionError(i.op);
        };
    }

    private static long oneWidth(long[] r, Instruction i) {
        long n = r[i.rn];
        long m = r[i.rm];
        return switch (i.op) {
            case Operation.SMADDL -> r[i.ra] + (long) (int) n * (int) m;
            case Operation.SMSUBL -> r[i.ra] - (long) (int) n * (int) m;
            case Operation.SMULH -> Math.multiplyHigh(n, m);
            case Operation.UMADDL -> r[i.ra] + (n & WORD) * (m & WORD);
            case Operation.UMSUBL -> r[i.ra] - (n & WORD) * (m & WORD);
            case Operation.UMULH -> Math.unsignedMultiplyHigh(n, m);
            case Operation.REV_WORD -> Integer.reverseBytes((int) n) & WORD;
            case Operation.REV32 -> Long.rotateRight(Long.reverseBytes(n), 32);
            case Operation.REV -> Long.reverseBytes(n);
            case Operation.CRC32 -> checksum((int) n, m, 8 << i.flags, CRC32_POLYNOMIAL);
            case Operation.CRC32C -> checksum((int) n, m, 8 << i.flags, CRC32C_POLYNOMIAL);
            default -> throw new AssertionError(i.op);
        };
    }

    /** ADD with a shifted register, 64 bits. */
    static long shifted64(long[] r, Instruction i) {
        long value = r[i.rm];
        int amount = (int) i.imm;
        long shifted = switch (i.flags & 3) {
            case 0 -> value << amount;
            case 1 -> value >>> amount;
            case 2 -> value >> amount;
            default -> Long.rotateRight(value, amount);
        };
        return (i.flags & INVERTED) != 0 ? ~shifted : shifted;
    }

    private static int shifted32(long[] r, Instruction i) {
        int value = (int) r[i.rm];
        int amount = (int) i.imm;
        int shifted = switch (i.flags & 3) {
            case 0 -> value << amount;
            case 1 -> value >>> amount;
            case 2 -> value >> amount;
            default -> Integer.rotateRight(value, amount);
        };
        return (i.flags & INVERTED) != 0 ? ~shifted : shifted;
    }

    /** ExtendReg: the second operand of arithmetic with an extended register. */
    private static long extended(long[] r, Instruction i) {
        return extend(r[i.rm], i.flags) << i.imm;
    }

    /** UXTB, UXTH, UXTW, UXTX, SXTB, SXTH, SXTW, SXTX by number. */
    static long extend(long value, int option) {
        return switch (option) {
            case 0 -> value & 0xff;
            case 1 -> value & 0xffff;
            case 2 -> value & WORD;
            case 4 -> (byte) value;
            case 5 -> (short) value;
            case 6 -> (int) value;
            default -> value;
        };
    }

    /** CCMP, CCMN. */
    static void conditionalCompare(CpuState s, Instruction i) {
        if (!Flags.hold(i.flags, s.nzcv)) {
            s.nzcv = i.ra;
            return;
        }
        boolean immediate = i.op >= Operation.CCMN_IMMEDIATE;
        long n = s.r[i.rn];
        long m = immediate ? i.imm : s.r[i.rm];
        boolean negative = (i.op & ~1) == Operation.CCMN_REGISTER || (i.op & ~1) == Operation.CCMN_IMMEDIATE;
        if ((i.op & 1) == 0) {
            s.nzcv = negative ? Flags.ofAdd64(n, m, n + m) : Flags.ofSub64(n, m, n - m);
        } else {
            int a = (int) n;
            int b = (int) m;
            s.nzcv = negative ? Flags.ofAdd32(a, b, a + b) : Flags.ofSub32(a, b, a - b);
        }
    }

    private static int carry(CpuState s) {
        return s.nzcv >>> 29 & 1;
    }

    private static long adds64(CpuState s, long a, long b) {
        long sum = a + b;
        s.nzcv = Flags.ofAdd64(a, b, sum);
        return sum;
    }

    private static int adds32(CpuState s, int a, int b) {
        int sum = a + b;
        s.nzcv = Flags.ofAdd32(a, b, sum);
        return sum;
    }

    private static long subs64(CpuState s, long a, long b) {
        long difference = a - b;
        s.nzcv = Flags.ofSub64(a, b, difference);
        return difference;
    }

    private static int subs32(CpuState s, int a, int b) {
        int difference = a - b;
        s.nzcv = Flags.ofSub32(a, b, difference);
        return difference;
    }

    private static long adcs64(CpuState s, long a, long b) {
        long sum = a + b + carry(s);
        s.nzcv = Flags.ofAddCarry64(a, b, sum);
        return sum;
    }

    private static int adcs32(CpuState s, int a, int b) {
        int sum = a + b + carry(s);
        s.nzcv = Flags.ofAddCarry32(a, b, sum);
        return sum;
    }

    private static long ands64(CpuState s, long result) {
        s.nzcv = Flags.ofLogical64(result);
        return result;
    }

    private static int ands32(CpuState s, int result) {
        s.nzcv = Flags.ofLogical32(result);
        return result;
    }

    /** Bit-reflected cyclic redundancy check without pre- and post-inversion, as the instructions define it. */
    private static long checksum(int accumulator, long value, int bits, int polynomial) {
        long data = bits == 64 ? value : value & (1L << bits) - 1;
        int crc = accumulator ^ (int) data;
        int rounds = Math.min(bits, 32);
        crc = rounds(crc, rounds, polynomial);
        return (bits == 64 ? rounds(crc ^ (int) (data >>> 32), 32, polynomial) : crc) & WORD;
    }

    private static int rounds(int crc, int count, int polynomial) {
        int result = crc;
        for (int k = 0; k < count; k++) {
            result = result >>> 1 ^ (-(result & 1) & polynomial);
        }
        return result;
    }
}
