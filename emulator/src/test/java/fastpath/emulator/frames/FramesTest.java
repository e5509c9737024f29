package fastpath.emulator.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.Tools;
import fastpath.emulator.count.Counters;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests which instructions belong to a function's frame, and the counts: the results are the same
 * with .eh_frame, with .debug_frame and with neither. The functions are written in the manner of
 * gcc and clang.
 */
class FramesTest {
  /**
   * A test case: a line of the body with {@code #f} belongs to the frame, and with {@code #s} also
   * saves a register.
   *
   * @param counts pushes, stack bytes, stack bytes with callees, frame instructions, own frame
   *     instructions
   */
  record Case(String name, String body, String counts) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String CALLEE =
      """
      .section .text.callee,"ax"
      g: .cfi_startproc
      sub $24, %rsp
      .cfi_adjust_cfa_offset 24
      lea 1(%rdi), %rax
      add $24, %rsp
      .cfi_adjust_cfa_offset -24
      ret
      .cfi_endproc
      .size g, .-g
      .type g, @function
      """;

  static List<Case> cases() {
    return List.of(
        new Case(
            "leaf",
            """
            mov %rdi, %rax
            add %rsi, %rax
            ret
            """,
            "0 0 0 0 3"),
        new Case(
            "one save, in gcc's manner, the cold call after a branch",
            """
            push %rbx #s
            .cfi_def_cfa_offset 16
            .cfi_offset 3, -16
            mov %rdi, %rbx
            test %rsi, %rsi
            je 1f
            call g
            mov %rbx, %rax
            pop %rbx #f
            .cfi_remember_state
            .cfi_def_cfa_offset 8
            ret
            1: .cfi_restore_state
            xor %eax, %eax
            pop %rbx #f
            .cfi_def_cfa_offset 8
            ret
            """,
            "1 8 40 4 8"),
        new Case(
            "saves in clang's manner: offsets after the pushes, rax pushed to align",
            """
            push %r14 #s
            .cfi_def_cfa_offset 16
            push %rbx #s
            .cfi_def_cfa_offset 24
            push %rax #f
            .cfi_def_cfa_offset 32
            .cfi_offset %rbx, -24
            .cfi_offset %r14, -16
            mov %rdi, %rbx
            call g
            lea (%rax,%rbx), %rax
            add $8, %rsp #f
            .cfi_def_cfa_offset 24
            pop %rbx #f
            .cfi_def_cfa_offset 16
            pop %r14 #f
            .cfi_def_cfa_offset 8
            ret
            """,
            "2 24 56 8 10"),
        new Case(
            "frame pointer, area below it, saves by mov",
            """
            push %rbp #s
            .cfi_def_cfa_offset 16
            .cfi_offset %rbp, -16
            mov %rsp, %rbp #f
            .cfi_def_cfa_register %rbp
            sub $32, %rsp #f
            mov %rbx, -8(%rbp) #s
            .cfi_offset %rbx, -24
            mov %rdi, -16(%rbp)
            mov %rdi, %rbx
            call g
            mov -16(%rbp), %rdi
            mov -8(%rbp), %rbx #f
            leave #f
            .cfi_def_cfa %rsp, 8
            ret
            """,
            "2 40 72 8 11"),
        new Case(
            "shrink-wrapped, by sub and mov",
            """
            test %rsi, %rsi
            je 1f
            sub $24, %rsp #f
            .cfi_def_cfa_offset 32
            mov %r12, 8(%rsp) #s
            .cfi_offset 12, -24
            mov %rdi, 16(%rsp)
            mov %rdi, %r12
            call g
            mov 8(%rsp), %r12 #f
            .cfi_restore 12
            add $24, %rsp #f
            .cfi_def_cfa_offset 8
            1: ret
            """,
            "1 24 56 6 10"),
        new Case(
            "flags through the stack are not the frame's",
            """
            pushfq
            pop %rax
            cli
            ret
            """,
            "0 8 8 0 4"),
        new Case(
            "a tail jump leaves the function",
            """
            mov %rsi, %rdi
            jmp g
            """,
            "0 0 24 2 2"));
  }

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("cases")
  void frames(Case c) throws IOException {
    Tools.need("as");
    StringBuilder source =
        new StringBuilder(".text\n.globl f\n.type f, @function\nf: .cfi_startproc\n");
    List<Boolean> frame = new ArrayList<>();
    List<Boolean> save = new ArrayList<>();
    for (String line : c.body().split("\n")) {
      source.append(line).append('\n');
      if (!line.replaceFirst("^1: ", "").startsWith(".cfi")) {
        frame.add(line.contains("#"));
        save.add(line.contains("#s"));
      }
    }
    source.append(".cfi_endproc\n.size f, .-f\n").append(CALLEE);
    Files.writeString(directory.resolve("f.s"), source);
    Tools.run(directory, "as", "f.s", "-o", "f.o");
    check(c, frame, save, FramesFrom.EH_FRAME);
    Files.writeString(directory.resolve("f.s"), ".cfi_sections .debug_frame\n" + source);
    Tools.run(directory, "as", "f.s", "-o", "f.o");
    check(c, frame, save, FramesFrom.DEBUG_FRAME);
    String untold = source.toString().replaceAll("\\.cfi_[^\n]*", "");
    Files.writeString(directory.resolve("f.s"), untold);
    Tools.run(directory, "as", "f.s", "-o", "f.o");
    check(c, frame, save, FramesFrom.EXECUTION);
  }

  private void check(Case c, List<Boolean> frame, List<Boolean> save, FramesFrom from)
      throws IOException {
    Image image = Linker.link(List.of(Tools.object(directory, "f.o")), LinkOptions.kernel());
    long address = image.address("f");
    for (int i = 0; i < frame.size(); i++) {
      Decoded d = image.decode(address).orElseThrow();
      FrameUse use = image.frames().use(Lifter.lift(d));
      assertEquals(frame.get(i), use.isFrame(), from + ", instruction " + (i + 1));
      assertEquals(save.get(i), use == FrameUse.SAVE, from + ", instruction " + (i + 1));
      address = d.next();
    }
    Outcome o = Machine.create(image, MachineOptions.defaults()).call("f", 3, 4);
    assertEquals(Stop.RETURN, o.stop());
    Counters n = o.counters();
    assertEquals(from, n.framesFrom().orElseThrow());
    assertEquals(
        c.counts(),
        "%d %d %d %d %d"
            .formatted(
                n.pushes().orElseThrow(),
                n.stackBytes(),
                n.stackBytesTotal(),
                n.frameInstructions().orElseThrow(),
                n.ownInstructions()));
  }
}
