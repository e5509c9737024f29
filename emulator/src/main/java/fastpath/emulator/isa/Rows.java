package fastpath.emulator.isa;

import java.util.List;

/**
 * The rows that a call has just added to the table, in one or several operand sizes. The methods
 * set further properties of these rows.
 */
final class Rows {
  private final Form[] forms;

  Rows(Form... forms) {
    this.forms = forms;
  }

  Rows means(Meaning meaning) {
    for (Form form : forms) {
      form.meaning = meaning;
    }
    return this;
  }

  /** Sets the AT&amp;T mnemonic without size suffix, if it differs from the manual's mnemonic. */
  Rows att(String name) {
    for (Form form : forms) {
      form.att = name;
    }
    return this;
  }

  /** Adds other names of the rows' mnemonic. */
  Rows alias(String... names) {
    for (Form form : forms) {
      form.aliases = List.of(names);
    }
    return this;
  }

  Rows suffix(Form.Suffix suffix) {
    for (Form form : forms) {
      form.suffix = suffix;
    }
    return this;
  }

  /** Sets the size that the AT&amp;T suffix names, if it differs from the operand size. */
  Rows suffixBits(int bits) {
    for (Form form : forms) {
      form.suffixBits = bits;
    }
    return this;
  }

  /** Sets that an operand size of 64 needs no REX.W. */
  Rows default64() {
    for (Form form : forms) {
      form.sizing = Form.Sizing.DEFAULT64;
    }
    return this;
  }

  /** Sets the operand size, encoded by 66 or REX.W, of rows whose operands do not determine it. */
  Rows sized(int bits) {
    for (Form form : forms) {
      form.width = bits;
      form.suffixBits = bits;
      form.sizing = Form.Sizing.WIDTH;
    }
    return this;
  }

  /** Sets that REX.W selects the operand size, and 66 is ignored. */
  Rows ignores66() {
    for (Form form : forms) {
      form.ignores66 = true;
    }
    return this;
  }

  /**
   * Sets that REX.W does not select an operand size of 64: with REX.W the size is 32, whatever 66
   * selects.
   */
  Rows ignoresRexW() {
    for (Form form : forms) {
      form.ignoresRexW = true;
    }
    return this;
  }

  /** Sets that the CPU refuses the instruction to user code. */
  Rows privileged() {
    for (Form form : forms) {
      form.privileged = true;
    }
    return this;
  }

  /**
   * Sets the long form of a branch in rel8 form; the long form is used when the target is out of
   * reach.
   */
  Rows longForm(Rows other) {
    forms[0].longForm = other.forms[0];
    other.forms[0].hasShortForm = true;
    return this;
  }

  /** Sets that a lock prefix is allowed if the destination is in memory (SDM vol. 2A, LOCK). */
  Rows lockable() {
    for (Form form : forms) {
      form.lockable = true;
    }
    return this;
  }

  /** Sets that other CPUs may see the rows' store after later stores of the same CPU. */
  Rows weaklyOrdered() {
    for (Form form : forms) {
      form.weaklyOrdered = true;
    }
    return this;
  }

  /** Sets the meaning of the prefix F3; F2 is REPNE if F3 is REPE. */
  Rows repeats(Repeat repeat) {
    for (Form form : forms) {
      form.repeat = repeat;
    }
    return this;
  }

  /**
   * Sets how the makers' CPUs differ: the rows' meaning depends on {@link Lift#cpu}, or the other
   * maker has a row of its own.
   */
  Rows differs(MakerDifference... differences) {
    for (Form form : forms) {
      form.differences = List.of(differences);
    }
    return this;
  }

  /**
   * Sets that only one maker's CPUs have the rows, which take precedence over rows that both makers
   * have.
   */
  Rows only(CpuProfile maker, MakerDifference... differences) {
    for (Form form : forms) {
      form.maker = maker;
    }
    return differs(differences);
  }

  /**
   * Sets the registers that Intel's CPUs zero-extend, with 67 and a repeat prefix, before the count
   * is tested.
   */
  Rows zeroExtends(State... registers) {
    for (Form form : forms) {
      form.zeroExtended = List.of(registers);
    }
    return this;
  }

  /** Sets that AMD's manual defines the destination where Intel's manual leaves it undefined. */
  Rows definedOnAmd() {
    for (Form form : forms) {
      form.definedOnAmd = true;
    }
    return this;
  }

  /** Sets that the prefix F0 selects CR8 instead of CR0 on AMD's CPUs. */
  Rows lockMeansCr8() {
    for (Form form : forms) {
      form.lockMeansCr8 = true;
    }
    return this;
  }

  /**
   * Sets that flags after a fault are those before the instruction on Intel's CPUs, with the
   * manual's sentence.
   */
  Rows flagsOnFault(String because) {
    for (Form form : forms) {
      form.flagsOnFault = because;
    }
    return this;
  }

  Rows action(Action action) {
    for (Form form : forms) {
      form.action = action;
    }
    return this;
  }

  Rows flow(Flow flow) {
    for (Form form : forms) {
      form.flow = flow;
    }
    return this;
  }

  /** Sets that source text may give the operands in reverse order. */
  Rows commutes() {
    for (Form form : forms) {
      form.commutes = true;
    }
    return this;
  }

  /** Sets that source text may omit the second operand if it equals the first. */
  Rows firstTwice() {
    for (Form form : forms) {
      form.firstTwice = true;
    }
    return this;
  }

  /** Sets that AT&amp;T text gives the operands in Intel order. */
  Rows keepsOrder() {
    for (Form form : forms) {
      form.keepsOrder = true;
    }
    return this;
  }

  /** Sets that the encoding is redundant, so that no assembler chooses it. */
  Rows decodeOnly() {
    for (Form form : forms) {
      form.decodeOnly = true;
    }
    return this;
  }

  /**
   * Sets that the rows are only another notation for instructions that other rows encode and
   * decode.
   */
  Rows sourceOnly() {
    for (Form form : forms) {
      form.sourceOnly = true;
    }
    return this;
  }

  /** Sets the flags that are undefined, with the manual's sentence. */
  Rows undefined(long flags, String because) {
    return undefined((width, count) -> flags, because);
  }

  /** Sets the flags that are undefined depending on the count, with the manual's sentence. */
  Rows undefined(Undefined.Flagged flags, String because) {
    return undefined(flags, (width, count, after) -> false, because);
  }

  /**
   * Sets the flags that are undefined, and when the destination is undefined, with the manual's
   * sentence.
   */
  Rows undefined(Undefined.Flagged flags, Undefined.Result result, String because) {
    for (Form form : forms) {
      form.undefined = new Undefined(flags, result, because);
    }
    return this;
  }
}
