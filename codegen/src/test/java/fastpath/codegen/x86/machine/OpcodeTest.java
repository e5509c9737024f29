package fastpath.codegen.x86.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.emulator.isa.Insn;
import fastpath.emulator.isa.Isa;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Reg;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The properties that opcodes and conditions declare: names, negations, and roles of operands. */
class OpcodeTest {
  @ParameterizedTest
  @EnumSource
  void aConditionIsTheOneOfItsNameAndNegationIsItsOwnInverse(Condition condition) {
    assertSame(condition, Condition.of(condition.text()));
    assertSame(condition, condition.negated().negated());
    assertNotNull(setcc(condition));
  }

  private static Insn setcc(Condition condition) {
    return Isa.make(Opcode.SET.text() + condition.text(), new Operand.RegOp(Reg.AL));
  }

  @ParameterizedTest
  @CsvSource({"z,E", "nz,NE", "c,B", "nae,B", "nb,AE", "na,BE", "nbe,A", "nge,L", "pe,P", "po,NP"})
  void otherNamesOfConditions(String name, Condition condition) {
    assertSame(condition, Condition.of(name));
  }

  @Test
  void noSuchCondition() {
    assertThrows(IllegalArgumentException.class, () -> Condition.of("q"));
  }

  @Test
  void rolesGoByOpcodeAndForAProductByTheNumberOfOperands() {
    assertEquals(MachineInsn.DEF, Opcode.MOV.roles(2)[0]);
    assertEquals(MachineInsn.BOTH, Opcode.ADD.roles(2)[0]);
    assertEquals(MachineInsn.USE, Opcode.CMP.roles(2)[0]);
    assertEquals(
        List.of(MachineInsn.USE, MachineInsn.BOTH, MachineInsn.DEF),
        List.of(Opcode.IMUL.roles(1)[0], Opcode.IMUL.roles(2)[0], Opcode.IMUL.roles(3)[0]));
  }
}
