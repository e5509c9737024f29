package fastpath.emulator.frames;

import fastpath.emulator.debug.Cfi;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import java.util.Optional;

/**
 * What instructions do for frames, by the code itself and, where the code does not tell, by call
 * frame information or the kernel's unwind table. If these differ, the code is right, because the
 * code is what is executed.
 */
public final class Frames implements FrameFacts {
  private final Cfi cfi;
  private final CfiFrames byCfi;
  private final OpcodeFrames byOpcodes;
  private final OrcFrames byOrc;
  private final ProgramCode code;

  /**
   * @param orc the kernel's unwind table, or {@link OrcTable#EMPTY}
   */
  public Frames(Cfi cfi, OrcTable orc, ProgramCode code) {
    this.cfi = cfi;
    this.code = code;
    byCfi = new CfiFrames(cfi);
    byOpcodes = new OpcodeFrames(code);
    byOrc = new OrcFrames(orc, byOpcodes);
  }

  /**
   * The source of facts about the function that contains an address; empty if no source can tell.
   */
  public Optional<FramesFrom> from(long address) {
    Optional<Cfi.Section> section = cfi.section(address);
    if (section.isPresent()) {
      return section.map(
          s ->
              switch (s) {
                case EH_FRAME -> FramesFrom.EH_FRAME;
                case DEBUG_FRAME -> FramesFrom.DEBUG_FRAME;
              });
    }
    if (byOrc.covers(address)) {
      return Optional.of(FramesFrom.ORC);
    }
    return byOpcodes.covers(address) ? Optional.of(FramesFrom.EXECUTION) : Optional.empty();
  }

  @Override
  public FrameUse use(Lifted insn) {
    FrameUse use = byOpcodes.use(insn);
    if (use == FrameUse.UNKNOWN) {
      use = byCfi.use(insn);
    }
    return use == FrameUse.UNKNOWN ? byOrc.use(insn) : use;
  }

  /** True if the instruction at an address is known to belong to a frame. */
  public boolean isFrame(long address) {
    Decoded insn = code.decode(address);
    return insn != null && isFrame(insn);
  }

  /** True if the instruction is known to belong to a frame. */
  public boolean isFrame(Decoded insn) {
    return use(Lifter.lift(insn)).isFrame();
  }

  /** The function that contains an address; empty if no symbol tells. */
  public Optional<FunctionExtent> function(long address) {
    return Optional.ofNullable(code.function(address));
  }

  /** The memory that a function accesses. */
  public FunctionAccesses accesses(FunctionExtent function) {
    return FunctionAccesses.of(function, code, byOpcodes.changed());
  }

  /** The registers that a call may change, as bits by encoding number. */
  public int changedBy(Lifted call) {
    return byOpcodes.changed().by(call);
  }

  /** The facts of call frame information alone. */
  public FrameFacts byCfi() {
    return byCfi;
  }

  /** The facts of the code alone. */
  public FrameFacts byOpcodes() {
    return byOpcodes;
  }
}
