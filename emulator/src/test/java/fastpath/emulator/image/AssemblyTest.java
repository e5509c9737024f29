package fastpath.emulator.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AssemblyTest {
  private static final String SUM =
      """
      # The sum of 1 to n.
      sum:    xor %eax,%eax
      .Lmore: add %rdi,%rax; dec %rdi
              jnz .Lmore
              call keep
              ret
      keep:   mov %rax,data+8(%rip)
              ret
      """;

  @Test
  void labelsAreFunctionsAndBranchesReachThem() {
    Machine machine = Machine.create(Assembly.image(SUM), MachineOptions.defaults());
    var outcome = machine.call("sum", 10);
    assertEquals(55, outcome.value());
    assertEquals(1 + 3 * 10 + 2 + 2, outcome.counters().instructions());
    assertEquals(55, machine.memory().peek(machine.symbol("data") + 8, 8));
    assertEquals("keep", machine.image().symbolize(machine.image().address("keep")));
    assertEquals("sum+0x2", machine.image().symbolize(Assembly.TEXT + 2));
  }

  /** The watcher is told the same on each engine, and no counter changes. */
  @ParameterizedTest
  @EnumSource(EngineKind.class)
  void aWatcherIsToldEveryAccess(EngineKind engine) {
    Image image =
        Assembly.image("f: mov data(%rip),%eax; .La: incw data+2(%rip); dec %edi; jnz .La; ret");
    Machine machine = Machine.create(image, MachineOptions.defaults().withEngine(engine));
    var unwatched = machine.call("f", 3000).counters();
    List<String> accesses = new ArrayList<>();
    machine.watch((address, bytes, store) -> {
      if (Long.compareUnsigned(address - machine.symbol("data"), Assembly.DATA_BYTES) < 0) {
        accesses.add(
            (store ? "store " : "load ") + bytes + " " + (address - machine.symbol("data")));
      }
    });
    var watched = machine.call("f", 3000).counters();
    assertEquals(unwatched.instructions(), watched.instructions());
    assertEquals(unwatched.stores(), watched.stores());
    assertEquals("load 4 0", accesses.getFirst());
    assertEquals(3000, accesses.stream().filter("store 2 2"::equals).count());
    assertEquals(3000, accesses.stream().filter("load 2 2"::equals).count());
    machine.watch(null);
    int before = accesses.size();
    machine.call("f", 1);
    assertEquals(before, accesses.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f: ret~g: mvo %eax,%eax | line 2: no instruction `mvo'",
        "f: jmp nowhere | line 1: the symbol nowhere is not defined",
        "f: ret~f: ret | line 2: the symbol f is defined already",
        "data: ret | line 1: the symbol data is defined already",
        "f: mov 3x(%rip),%eax | line 1: 3x",
      })
  void badTextIsRefusedWithItsLine(String text, String says) {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Assembly.image(text.replace('~', '\n')));
    assertTrue(refused.getMessage().startsWith(says), refused.getMessage());
  }
}
