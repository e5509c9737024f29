package fastpath.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests exception tables: both formats of entries, and the effects of today's exception types. */
class ExceptionTableTest {
  private static final String TYPED =
      ".globl __ex_table_entry_size\\n.set __ex_table_entry_size, 12\\n";

  @TempDir Path directory;

  /** Creates a machine with a function in assembly language and an exception table. */
  private Machine machine(String declarations, String code, String entry) {
    return machine(object(declarations, code, entry));
  }

  private byte[] object(String declarations, String code, String entry) {
    String c =
        "asm(\"%s.globl f\\n.type f, @function\\nf: %s\\n.size f, . - f\\n\"\n"
                .formatted(declarations, code.replace("; ", "\\n"))
            + "\".section __ex_table,\\\"a\\\"\\n.balign 4\\n.long %s\\n.previous\\n\");\n"
                .formatted(entry);
    return Tools.compile(directory, "gcc", c);
  }

  private static Machine machine(byte[] elf) {
    Image image = Linker.link(List.of(ObjectFile.read("f.o", elf)), LinkOptions.kernel());
    return Machine.create(image, MachineOptions.defaults());
  }

  /**
   * Columns: entry size, table, the code that faults at label 1, and the final rax + 16 rcx + 256
   * rdx.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8  | 1b - ., 2b - .                     | mov 0x500000, %al  | 0x321",
        "12 | 1b - ., 2b - ., 1                  | mov 0x500000, %al  | 0x321",
        "12 | 1b - ., 2b - ., 2                  | mov 0x500000, %al  | 0x32e",
        "12 | 1b - ., 2b - ., 3                  | mov 0x500000, %al  | 0x321",
        "12 | 1b - ., 2b - ., 17                 | mov 0x500000, %al  | 0x320",
        "12 | 1b - ., 2b - ., 17 + (1 << 8)      | mov 0x500000, %al  | 0x301",
        "12 | 1b - ., 2b - ., 17 + (-14 << 16)   | mov 0x500000, %al  | 0x312",
        "12 | 1b - ., 2b - ., 3 + (1 << 12)      | mov 0x500000, %al  | 0x320",
        "12 | 1b - ., 2b - ., 3 + (3 << 12)      | mov 0x500000, %al  | 0x20",
        "12 | 1b - ., 2b - ., 19 + (8 << 16)     | mov 0x500000, %al  | 0x411",
        "12 | 1b - ., 2b - ., 4                  | mov 0x500000, %al  | 0x32e",
        "12 | 1b - ., 2b - ., 6                  | mov 0x500000, %al  | 0x321",
        "12 | 1b - ., 2b - ., 8                  | mov 0x500000, %al  | 0x321",
        "12 | 1b - ., 2b - ., 9                  | mov 0x500000, %al  | 0x20",
        "12 | 1b - ., 2b - ., 10 + (1 << 8)      | mov 0x500000, %al  | 0x2b1",
        "12 | 1b - ., 2b - ., 11 + (1 << 8)      | mov 0x500000, %al  | -0x50",
        "12 | 1b - ., 2b - ., 14                 | mov 0x500000, %al  | 0x321",
        "12 | 1b - ., 2b - ., 15                 | mov 0x500000, %al  | 0x32e",
        "12 | 1b - ., 2b - ., 18                 | mov 0x500000, %al  | 0x4000032e",
        "12 | 1b - ., 2b - ., 2                  | mov (%rsi), %al    | 0x32d",
        "8  | 1b - ., 2b - .                     | ud2                | 0x321",
        "12 | 1b - ., 2b - ., 2                  | divb %dil          | 0x320",
      })
  void whatAnEntryDoes(int size, String entry, String faulting, String value) {
    Machine m =
        machine(
            size == 12 ? TYPED : "",
            "mov $1, %%eax; mov $2, %%ecx; mov $3, %%edx; 1: %s; nop; 2: shl $4, %%rcx; shl $8, %%rdx"
                    .formatted(faulting)
                    .replace("%%", "%")
                + "; add %rcx, %rax; add %rdx, %rax; ret",
            entry);
    Outcome o = m.call("f", 0, 1L << 47);
    assertEquals(Stop.RETURN, o.stop(), () -> o.fault().message());
    assertEquals(Long.decode(value), o.value());
  }

  @Test
  void aWordIsPoppedAndARegisterSet() {
    String entry = "1b - ., 2b - ., 16 + (-14 << 16)";
    Machine m = machine(TYPED, "push %rdi; 1: mov 0x500000, %al; 2: ret", entry);
    assertEquals(-14, m.call("f").value());
  }

  /** The stack ends 72 bytes above RSP at entry, and nothing is mapped beyond it. */
  @ParameterizedTest
  @CsvSource({"67, 0x11223344", "69, 0x1122", "72, 0"})
  void aLoadBeyondThePageIsFilledWithZeros(int offset, String value) {
    String code = "movl $0x11223344, 67(%rsp); 1: mov OFFSET(%rsp), %rax; 2: ret";
    String entry = "1b - ., 2b - ., 20";
    Outcome o = machine(TYPED, code.replace("OFFSET", "" + offset), entry).call("f");
    assertEquals(offset < 72 ? Stop.RETURN : Stop.FAULT, o.stop());
    assertEquals(Long.decode(value), offset < 72 ? o.value() : 0);
  }

  @Test
  void aFixupThatLeadsToItsOwnFaultEnds() {
    Machine m = machine("", "mov $5, %eax; 1: mov 0x500000, %al; ret", "1b - ., 1b - .");
    assertEquals(Stop.FAULT, m.call("f").stop());
    Machine again = machine("", "1: mov 0x500000, %al; 2: ret", "1b - ., 2b - .");
    for (int i = 0; i < 300; i++) {
      assertEquals(Stop.RETURN, again.call("f").stop());
    }
  }

  @Test
  void theWordsTellTheSizeOfAnEntry() {
    String typed = "1b - ., 2b - ., 17 + (-14 << 16)";
    assertEquals(-14, machine("", "1: mov 0x500000, %al; 2: ret", typed).call("f").value());
    String code = "mov $5, %eax; 1: mov 0x500000, %al; 2: nop; 3: mov 0x500000, %al; 4: ret";
    String two = "1b - ., 2b - ., 3b - ., 4b - ., 2b - ., 3b - .";
    assertEquals(5, machine("", code, two).call("f").value());
  }

  /** From Linux 4.6 to 5.14 the third word of an entry is a handler's address instead of a type. */
  @Test
  void aHandlerStandsForItsType() {
    String handler = ".type ex_handler_fault, @function\\nex_handler_fault: ret\\n";
    Outcome o =
        machine(handler, "1: mov 0x500000, %al; 2: ret", "1b - ., 2b - ., ex_handler_fault - .")
            .call("f");
    assertEquals(Stop.RETURN, o.stop());
    assertEquals(14, o.value());
  }

  @Test
  void anUnknownTypeIsSaid() {
    Outcome o = machine(TYPED, "1: ud2; 2: ret", "1b - ., 2b - ., 99").call("f");
    assertEquals("ud2, and its exception table entry has the unknown type 99", o.fault().detail());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "16 | 1b - ., 2b - .       | __ex_table_entry_size is 16: neither 8 nor 12",
        "12 | 1b - ., 2b - .       | __ex_table: 8 bytes are not entries of 12",
        "8  | 1b - ., 2b - ., 3    | __ex_table: 12 bytes are not entries of 8",
      })
  void aTableThatIsNone(int size, String entry, String message) {
    byte[] elf = object(TYPED.replace("12", "" + size), "1: nop; 2: ret", entry);
    LinkException e = assertThrows(LinkException.class, () -> machine(elf));
    assertEquals(message, e.getMessage());
  }
}
