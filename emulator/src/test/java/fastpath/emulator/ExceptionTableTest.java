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

/** Both forms of exception table entries, and what today's types do. */
class ExceptionTableTest {
  private static final String TYPED =
      ".globl __ex_table_entry_size\\n.set __ex_table_entry_size, 12\\n";

  @TempDir Path directory;

  /** A function of assembly with an exception table. */
  private Machine machine(String declarations, String code, String entry) {
    String c =
        "asm(\"%s.globl f\\n.type f, @function\\nf: %s\\n.size f, . - f\\n\"\n"
                .formatted(declarations, code.replace("; ", "\\n"))
            + "\".section __ex_table,\\\"a\\\"\\n.balign 4\\n.long %s\\n.previous\\n\");\n"
                .formatted(entry);
    byte[] elf = Tools.compile(directory, "gcc", c);
    Image image = Linker.link(List.of(ObjectFile.read("f.o", elf)), LinkOptions.kernel());
    return Machine.create(image, MachineOptions.defaults());
  }

  /**
   * The table, what faults at 1, and what rax, rcx and rdx are in the end: rax + 16 rcx + 256 rdx.
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
    LinkException e =
        assertThrows(
            LinkException.class,
            () -> machine(TYPED.replace("12", "" + size), "1: nop; 2: ret", entry));
    assertEquals(message, e.getMessage());
  }
}
