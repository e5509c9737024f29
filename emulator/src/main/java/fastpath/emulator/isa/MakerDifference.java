package fastpath.emulator.isa;

import java.util.List;

/**
 * A difference between Intel's and AMD's CPUs, with the sections of the manuals. Rows of the
 * instruction table refer to their difference. In the texts, SDM is Intel's manual, and APM the
 * AMD64 Architecture Programmer's Manual. In the texts, "seen" means observed on a CPU of the
 * family and model that {@link CpuProfile} names, for behaviour that no manual describes.
 *
 * @param about a short description of the instructions
 * @param intel what Intel's CPUs do, as a sentence
 * @param amd what AMD's CPUs do, as a sentence
 */
public record MakerDifference(String about, String intel, String amd) {
  static final MakerDifference MOVE_COUNTED =
      new MakerDifference(
          "movs and stos, repeated, with 67",
          "ECX, EDI and, for movs, ESI are zero-extended before the count is tested, so that a"
              + " count of 0 or a fault clears the upper halves (seen).",
          "A count of 0 and a fault of the first iteration leave the registers as they are"
              + " (seen).");

  static final MakerDifference READ_COUNTED =
      new MakerDifference(
          "lods, repeated, with 67",
          "ECX is zero-extended before the count is tested, ESI is not (seen).",
          "A count of 0 and a fault of the first iteration leave the registers as they are"
              + " (seen).");

  static final MakerDifference COMPARE_COUNTED =
      new MakerDifference(
          "cmps and scas, repeated",
          "With 67, ECX is zero-extended before the count is tested, ESI and EDI are not (seen)."
              + " After a fault midway EFLAGS is as it was before the instruction (SDM vol. 2B,"
              + " REP).",
          "With 67, a count of 0 and a fault of the first iteration leave the registers as they are"
              + " (seen). After a fault midway rFLAGS is that of the last iteration done (seen).");

  static final MakerDifference MOVSXD16 =
      new MakerDifference(
          "movsxd to a register of 16 bits",
          "The source has 16 bits (SDM vol. 2B, MOVSXD: r16, r/m16).",
          "The source has 32 bits, of which the upper half is read and dropped (APM vol. 3,"
              + " MOVSXD; seen).");

  static final MakerDifference CALL_NOWHERE =
      new MakerDifference(
          "call to an address that is not canonical",
          "The return address has been stored when #GP is raised; RSP is unchanged (seen).",
          "#GP is raised and nothing has been stored (seen).");

  static final MakerDifference NEAR16 =
      new MakerDifference(
          "near branches with 66",
          "66 is ignored: the operand size is 64 (SDM vol. 2A, CALL, JMP, Jcc, LOOP, RET:"
              + " N.S. in 64-bit mode).",
          "66 without REX.W is an operand size of 16: offsets of 16 bits where Intel's have 32, the"
              + " target's upper 48 bits cleared, two bytes pushed or popped (APM vol. 3, 1.2.2"
              + " and CALL, JMP, Jcc, LOOPcc, RET).");

  static final MakerDifference LOOP_REPEATED =
      new MakerDifference(
          "loopne with F3, loope with F2",
          "The prefix is reserved and ignored (SDM vol. 2A, 2.1.1).",
          "F3 makes loope of either, F2 loopne (seen).");

  static final MakerDifference UD_LENGTH =
      new MakerDifference(
          "ud0 and ud1",
          "A ModRM byte and what it asks for are fetched first, and fault as a fetch does (SDM vol."
              + " 2B, UD).",
          "The opcode is all: two bytes (APM vol. 3, UD0, UD1, UD2).");

  static final MakerDifference SYSRET_NOWHERE =
      new MakerDifference(
          "sysret with a non-canonical rcx",
          "#GP is raised by sysret itself, at privilege level 0 (SDM vol. 2B, SYSRET).",
          "sysret is done, and #GP is raised by the fetch at its target (APM vol. 3, SYSRET: no"
              + " such check).");

  static final MakerDifference SCAN_ZERO =
      new MakerDifference(
          "bsf and bsr of zero",
          "The destination is undefined (SDM vol. 2A, BSF, BSR); here it is unchanged, upper half"
              + " included.",
          "The destination is unchanged (APM vol. 3, BSF, BSR).");

  static final MakerDifference BIT_TEST =
      new MakerDifference(
          "bt, bts, btr, btc",
          "ZF is unaffected (SDM vol. 2A, BT).",
          "ZF is undefined (APM vol. 3, BT); here it is unaffected, as seen.");

  static final MakerDifference ALTERNATE_CR8 =
      new MakerDifference(
          "mov of CR0 with F0",
          "LOCK is not allowed: #UD (SDM vol. 2A, LOCK).",
          "It is a mov of CR8, where CPUID Fn8000_0001_ECX[AltMovCr8] is set (APM vol. 3, MOV"
              + " CRn).");

  static final MakerDifference PAUSE_EXTENDED =
      new MakerDifference(
          "pause with REX.B",
          "REX.B is ignored: it is pause (as objdump has it; not seen).",
          "F3 is ignored: it is xchg of R8 and the accumulator (seen).");

  /** Returns all differences, in the order in which the package's page lists them. */
  public static List<MakerDifference> all() {
    return List.of(
        MOVE_COUNTED,
        READ_COUNTED,
        COMPARE_COUNTED,
        MOVSXD16,
        CALL_NOWHERE,
        NEAR16,
        LOOP_REPEATED,
        UD_LENGTH,
        SYSRET_NOWHERE,
        SCAN_ZERO,
        BIT_TEST,
        ALTERNATE_CR8,
        PAUSE_EXTENDED);
  }
}
