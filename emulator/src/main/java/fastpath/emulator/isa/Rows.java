package fastpath.emulator.isa;

import java.util.List;

/**
 * The rows that a description has just added, in one or several operand sizes. The methods set
 * further properties of them.
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

  /** Sets the AT&amp;T mnemonic without size suffix, where it differs from the manual's. */
  Rows att(String name) {
    for (Form form : forms) {
      form.att = name;
    }
    return this;
  }

  /** Adds names by which the rows are found. */
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

  /** Sets the size that the suffix names, where it differs from the operand size. */
  Rows suffixBits(int bits) {
    for (Form form : forms) {
      form.suffixBits = bits;
    }
    return this;
  }

  /** The operand size 64 needs no REX.W. */
  Rows default64() {
    for (Form form : forms) {
      form.sizing = Form.Sizing.DEFAULT64;
    }
    return this;
  }

  /** Sets the operand size, encoded by 66 or REX.W, of rows whose operands do not tell it. */
  Rows sized(int bits) {
    for (Form form : forms) {
      form.width = bits;
      form.suffixBits = bits;
      form.sizing = Form.Sizing.WIDTH;
    }
    return this;
  }

  /** REX.W selects the size, and 66 is ignored. */
  Rows ignores66() {
    for (Form form : forms) {
      form.ignores66 = true;
    }
    return this;
  }

  /** REX.W does not select a size of 64: with it the size is 32, whatever 66 selects. */
  Rows ignoresRexW() {
    for (Form form : forms) {
      form.ignoresRexW = true;
    }
    return this;
  }

  /** The CPU refuses the instruction to user code. */
  Rows privileged() {
    for (Form form : forms) {
      form.privileged = true;
    }
    return this;
  }

  /**
   * The rows are the rel8 form of a branch; the given form is used when the target is out of reach.
   */
  Rows longForm(Rows other) {
    forms[0].longForm = other.forms[0];
    other.forms[0].hasShortForm = true;
    return this;
  }

  /** A lock prefix is allowed if the destination is memory (SDM vol. 2A, LOCK). */
  Rows lockable() {
    for (Form form : forms) {
      form.lockable = true;
    }
    return this;
  }

  /** Other CPUs may see the store after later stores of the same CPU. */
  Rows weaklyOrdered() {
    for (Form form : forms) {
      form.weaklyOrdered = true;
    }
    return this;
  }

  /** Sets the meaning of F3; F2 is REPNE if F3 is REPE. */
  Rows repeats(Repeat repeat) {
    for (Form form : forms) {
      form.repeat = repeat;
    }
    return this;
  }

  /**
   * The makers' CPUs differ: the meaning asks {@link Lift#cpu}, or the other maker has a row of its
   * own.
   */
  Rows differs(MakerDifference... differences) {
    for (Form form : forms) {
      form.differences = List.of(differences);
    }
    return this;
  }

  /** Only one maker's CPUs have the rows; they take precedence over rows that both have. */
  Rows only(CpuProfile maker, MakerDifference... differences) {
    for (Form form : forms) {
      form.maker = maker;
    }
    return differs(differences);
  }

  /**
   * Registers that Intel's CPUs zero-extend, with 67 and a repeat prefix, before the count is
   * tested.
   */
  Rows zeroExtends(State... registers) {
    for (Form form : forms) {
      form.zeroExtended = List.of(registers);
    }
    return this;
  }

  /** AMD's manual defines the destination where Intel's leaves it undefined. */
  Rows definedOnAmd() {
    for (Form form : forms) {
      form.definedOnAmd = true;
    }
    return this;
  }

  /** On AMD's CPUs F0 selects CR8 instead of CR0. */
  Rows lockMeansCr8() {
    for (Form form : forms) {
      form.lockMeansCr8 = true;
    }
    return this;
  }

  /**
   * On Intel's CPUs flags after a fault are those before the instruction, by the manual's words.
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

  /** Source text may give the operands in reverse order. */
  Rows commutes() {
    for (Form form : forms) {
      form.commutes = true;
    }
    return this;
  }

  /** Source text may leave out the second operand if it equals the first. */
  Rows firstTwice() {
    for (Form form : forms) {
      form.firstTwice = true;
    }
    return this;
  }

  /** AT&amp;T text has the operands in Intel order. */
  Rows keepsOrder() {
    for (Form form : forms) {
      form.keepsOrder = true;
    }
    return this;
  }

  /** The encoding is redundant and no assembler chooses it. */
  Rows decodeOnly() {
    for (Form form : forms) {
      form.decodeOnly = true;
    }
    return this;
  }

  /** The rows are only another way to write what other rows encode and decode. */
  Rows sourceOnly() {
    for (Form form : forms) {
      form.sourceOnly = true;
    }
    return this;
  }

  /** Sets flags that are undefined, with the manual's words. */
  Rows undefined(long flags, String because) {
    return undefined((width, count) -> flags, because);
  }

  /** Sets flags that are undefined depending on the count. */
  Rows undefined(Undefined.Flagged flags, String because) {
    return undefined(flags, (width, count, after) -> false, because);
  }

  /** Sets flags and a destination that may be undefined. */
  Rows undefined(Undefined.Flagged flags, Undefined.Result result, String because) {
    for (Form form : forms) {
      form.undefined = new Undefined(flags, result, because);
    }
    return this;
  }
}
