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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests which instructions belong to the frame in code without unwind information. */
class OpcodeFramesTest {
  /**
   * A test case: each line of the body ends in the letter of {@link #USES} for the instruction's
   * use of the frame.
   */
  record Case(String name, String body) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Map<String, FrameUse> USES =
      Map.of(
          "s", FrameUse.SAVE,
          "r", FrameUse.RESTORE,
          "m", FrameUse.STACK,
          "p", FrameUse.POINTER,
          "?", FrameUse.UNKNOWN);

  static List<Case> cases() {
    return List.of(
        new Case(
            "a stack aligned below the frame pointer",
            """
            push %rbp #s
            mov %rsp, %rbp #p
            push %rbx #s
            and $-32, %rsp #m
            sub $64, %rsp #m
            mov %rdi, %rbx
            mov %rbx, (%rsp)
            call g
            mov -8(%rbp), %rbx #r
            leave #r
            ret
            """),
        new Case(
            "an array of variable size",
            """
            push %rbp #s
            mov %rsp, %rbp #p
            push %rbx #s
            sub $8, %rsp #m
            lea 15(%rdi), %rax
            and $-16, %rax
            sub %rax, %rsp #m
            mov %rsp, %rdi
            call g
            mov -8(%rbp), %rbx #r
            leave #r
            ret
            """),
        new Case(
            "a stored register that is never loaded again is no save",
            """
            sub $24, %rsp #m
            mov %rbx, 8(%rsp)
            call g
            add $24, %rsp #m
            ret
            """),
        new Case(
            "a function that never returns saves too",
            """
            push %rbx #s
            mov %rdi, %rbx
            1: call g
            jmp 1b
            """),
        new Case(
            "the second of two saves in a shrink-wrapped function",
            """
            test %edi, %edi
            je 1f
            push %rbx #s
            mov %rdi, %rbx
            call g
            pop %rbx #r
            1: test %esi, %esi
            je 2f
            push %rbx #s
            mov %rsi, %rbx
            call g
            pop %rbx #r
            2: ret
            """),
        new Case(
            "a call that does not return, before code of another depth",
            """
            push %rbx #s
            test %edi, %edi
            je 1f
            pop %rbx #r
            jmp 2f
            1: call g
            2: xor %eax, %eax
            ret
            """),
        new Case(
            "rbp is a pointer to a local",
            """
            push %rbp #s
            sub $16, %rsp #m
            mov %rsp, %rbp
            call g
            add $16, %rsp #m
            pop %rbp #r
            ret
            """),
        new Case(
            "cases of a switch are reached by its jump",
            """
            push %rbx #s
            mov %rdi, %rbx
            jmp *table(,%rdi,8)
            call g
            pop %rbx #r
            ret
            """),
        new Case(
            "flags go through the stack",
            """
            pushf
            pop %rax
            push %rax
            popf
            push %rdi #m
            pop %rax #m
            ret
            """),
        new Case(
            "arguments below a frame pointer",
            """
            push %rbp #s
            mov %rsp, %rbp #p
            push $7
            push %rdi
            call g
            add $16, %rsp #m
            pop %rbp #r
            ret
            """),
        new Case(
            "another stack",
            """
            push %rbx #s
            mov %rsp, (%rdi)
            pop %rbx #r
            mov (%rsi), %rsp #m
            pop %rbx #?
            ret
            """));
  }

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("cases")
  void uses(Case c) throws IOException {
    Image image = image(c.body);
    long address = image.address("f");
    StringBuilder expected = new StringBuilder();
    StringBuilder found = new StringBuilder();
    for (String line : c.body.split("\n")) {
      String[] parts = line.split("#");
      FrameUse use = parts.length == 1 ? FrameUse.NONE : USES.get(parts[1]);
      Decoded d = image.decode(address).orElseThrow();
      expected.append(line).append(" -> ").append(use).append('\n');
      found.append(line).append(" -> ").append(image.frames().use(Lifter.lift(d))).append('\n');
      address = d.next();
    }
    assertEquals(expected.toString(), found.toString());
  }

  @Test
  void whatIsNotExecutedLeavesTheStackAlone() throws IOException {
    Image image =
        image(
            """
            test %edi, %edi
            je 1f
            cvttsd2si %xmm0, %eax
            1: push %rbx
            mov %rdi, %rbx
            pop %rbx
            ret
            """);
    Machine machine = Machine.create(image, MachineOptions.defaults());
    assertEquals(OptionalLong.of(1), machine.call("f", 0).counters().pushes());
  }

  @Test
  void figuresOfAnotherStackAreNotKnown() throws IOException {
    Image image =
        image(
            """
            mov %rsp, (%rdi)
            mov (%rdi), %rsp
            pop %rax
            jmp *%rax
            """);
    Machine machine = Machine.create(image, MachineOptions.defaults());
    Counters counters = machine.call("f", machine.symbol("word")).counters();
    assertEquals(OptionalLong.empty(), counters.pushes());
    assertEquals(OptionalLong.empty(), counters.frameInstructions());
    assertEquals(Optional.empty(), counters.framesFrom());
  }

  private Image image(String body) throws IOException {
    Tools.need("as");
    Files.writeString(
        directory.resolve("f.s"),
        ".text\n.globl f\n.type f, @function\nf:\n"
            + body
            + """
            .size f, .-f
            .type g, @function
            g: ret
            .size g, .-g
            .data
            word: .quad 0
            table: .quad 0
            """);
    Tools.run(directory, "as", "f.s", "-o", "f.o");
    return Linker.link(List.of(Tools.object(directory, "f.o")), LinkOptions.kernel());
  }
}
