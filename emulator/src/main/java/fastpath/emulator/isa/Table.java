package fastpath.emulator.isa;

import java.util.ArrayList;
import java.util.List;

/**
 * The instruction table under construction. If several rows accept an instruction, the first is the
 * row that GNU as chooses.
 */
final class Table {
  private static final int[] WIDE = {16, 32, 64};
  private static final int[] WIDE_32_64 = {32, 64};
  private static final int[] STACK = {64, 16};

  private final List<Form> forms = new ArrayList<>(1024);

  private Table() {}

  static List<Form> build() {
    Table table = new Table();
    ArithmeticRows.write(table);
    MoveRows.write(table);
    StackRows.write(table);
    ShiftRows.write(table);
    MultiplyRows.write(table);
    BitRows.write(table);
    ExchangeRows.write(table);
    ConditionRows.write(table);
    ControlRows.write(table);
    AmdBranchRows.write(table);
    StringRows.write(table);
    FlagRows.write(table);
    HintRows.write(table);
    SystemRows.write(table);
    DescriptorRows.write(table);
    PortRows.write(table);
    WaitRows.write(table);
    return table.forms;
  }

  /**
   * Returns a byte in hexadecimal, such as "80", for encodings that are computed from a family's
   * first opcode.
   */
  static String hex(int opcode) {
    return "" + Character.forDigit(opcode >> 4, 16) + Character.forDigit(opcode & 15, 16);
  }

  /** Adds a row of one operand size, which is the size of the row's first sized operand. */
  Rows row(String mnemonic, String encoding, String operands) {
    return new Rows(add(mnemonic, Encoding.parse(encoding), operands.split(","), -1));
  }

  /**
   * Adds a row in the operand sizes 16, 32 and 64; in the operands v stands for the size, and z for
   * the size but at most 32.
   */
  Rows wide(String mnemonic, String encoding, String operands) {
    return sizes(WIDE, mnemonic, encoding, operands);
  }

  /** Adds a row in the operand sizes 32 and 64. */
  Rows wide32(String mnemonic, String encoding, String operands) {
    return sizes(WIDE_32_64, mnemonic, encoding, operands);
  }

  /** Adds a row in the operand sizes of stack instructions: 64, and 16 with the prefix 66. */
  Rows stack(String mnemonic, String encoding, String operands) {
    return sizes(STACK, mnemonic, encoding, operands).default64();
  }

  private Rows sizes(int[] widths, String mnemonic, String encoding, String operands) {
    Encoding parsed = Encoding.parse(encoding);
    String[] parts = operands.split(",");
    Form[] rows = new Form[widths.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = add(mnemonic, parsed, parts, widths[i]);
      rows[i].sizing = Form.Sizing.WIDTH;
    }
    return new Rows(rows);
  }

  private Form add(String mnemonic, Encoding encoding, String[] operands, int width) {
    int count = operands[0].isEmpty() ? 0 : operands.length;
    Slot[] slots = new Slot[count];
    int size = Math.max(width, 0);
    for (int i = 0; i < count; i++) {
      slots[i] = Slot.parse(operands[i], width, encoding.opcodeRegister());
      if (size == 0 && slots[i].place() != Slot.Place.REL) {
        size = slots[i].bits();
      }
    }
    Form form = new Form(mnemonic, encoding, slots, size);
    forms.add(form);
    return form;
  }
}
