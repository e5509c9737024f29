package fastpath.emulator.isa;

import java.util.List;

/** Rows just written, of one description in one or several operand sizes; says more about them. */
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

  /** The AT&amp;T mnemonic without size suffix, where it is not the manual's. */
  Rows att(String name) {
    for (Form form : forms) {
      form.att = name;
    }
    return this;
  }

  /** Other names by which rows are found. */
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

  /** The size that the suffix names, where it is not the operand size. */
  Rows suffixBits(int bits) {
    for (Form form : forms) {
      form.suffixBits = bits;
    }
    return this;
  }

  /** Operand size 64 needs no REX.W. */
  Rows default64() {
    for (Form form : forms) {
      form.sizing = Form.Sizing.DEFAULT64;
    }
    return this;
  }

  /** The operand size, encoded by 66 or REX.W, of rows whose operands do not tell. */
  Rows sized(int bits) {
    for (Form form : forms) {
      form.width = bits;
      form.suffixBits = bits;
      form.sizing = Form.Sizing.WIDTH;
    }
    return this;
  }

  /** REX.W is looked at, 66 is not. */
  Rows ignores66() {
    for (Form form : forms) {
      form.ignores66 = true;
    }
    return this;
  }

  /** REX.W makes no operand size of 64: with it the size is 32, whatever 66 says. */
  Rows ignoresRexW() {
    for (Form form : forms) {
      form.ignoresRexW = true;
    }
    return this;
  }

  /** User code may not execute it. */
  Rows privileged() {
    for (Form form : forms) {
      form.privileged = true;
    }
    return this;
  }

  /** The rel8 form of a branch: this is what the encoder takes when the target is out of reach. */
  Rows longForm(Rows other) {
    forms[0].longForm = other.forms[0];
    other.forms[0].hasShortForm = true;
    return this;
  }

  /** SDM vol. 2A, LOCK: allowed if the destination is memory. */
  Rows lockable() {
    for (Form form : forms) {
      form.lockable = true;
    }
    return this;
  }

  /** Other CPUs may see its store after later ones of the same CPU. */
  Rows weaklyOrdered() {
    for (Form form : forms) {
      form.weaklyOrdered = true;
    }
    return this;
  }

  /** What F3 means; F2 is REPNE if that is REPE. */
  Rows repeats(Repeat repeat) {
    for (Form form : forms) {
      form.repeat = repeat;
    }
    return this;
  }

  /** The makers' CPUs differ: the meaning asks {@link Lift#cpu}, or another row is the other's. */
  Rows differs(MakerDifference... differences) {
    for (Form form : forms) {
      form.differences = List.of(differences);
    }
    return this;
  }

  /** One maker's CPUs alone have it; it goes before rows that both have. */
  Rows only(CpuProfile maker, MakerDifference... differences) {
    for (Form form : forms) {
      form.maker = maker;
    }
    return differs(differences);
  }

  /** On Intel's CPUs with 67 and a repeat prefix, before the count is tested. */
  Rows zeroExtends(State... registers) {
    for (Form form : forms) {
      form.zeroExtended = List.of(registers);
    }
    return this;
  }

  /** AMD's manual says what the destination is where Intel's leaves it undefined. */
  Rows definedOnAmd() {
    for (Form form : forms) {
      form.definedOnAmd = true;
    }
    return this;
  }

  /** On AMD's CPUs F0 makes CR8 of CR0. */
  Rows lockMeansCr8() {
    for (Form form : forms) {
      form.lockMeansCr8 = true;
    }
    return this;
  }

  /**
   * On Intel's CPUs, flags after a fault are those before the instruction, by the manual's words.
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

  /** Source text may give the operands the other way round. */
  Rows commutes() {
    for (Form form : forms) {
      form.commutes = true;
    }
    return this;
  }

  /** Source text may leave out the second operand if it is the first. */
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

  /** A redundant encoding that no assembler picks. */
  Rows decodeOnly() {
    for (Form form : forms) {
      form.decodeOnly = true;
    }
    return this;
  }

  /** A way to write what another row encodes and decodes. */
  Rows sourceOnly() {
    for (Form form : forms) {
      form.sourceOnly = true;
    }
    return this;
  }

  /** Flags left undefined, and the manual's words. */
  Rows undefined(long flags, String because) {
    return undefined((width, count) -> flags, because);
  }

  /** The same where it depends on the count. */
  Rows undefined(Undefined.Flagged flags, String because) {
    return undefined(flags, (width, count, after) -> false, because);
  }

  /** The same where the destination may be undefined too. */
  Rows undefined(Undefined.Flagged flags, Undefined.Result result, String because) {
    for (Form form : forms) {
      form.undefined = new Undefined(flags, result, because);
    }
    return this;
  }
}
