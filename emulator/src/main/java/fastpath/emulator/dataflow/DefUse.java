package fastpath.emulator.dataflow;

import fastpath.emulator.frames.FunctionAccesses;
import fastpath.emulator.isa.Flow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The definitions that reach each use (reaching definitions, the Dragon Book's 9.2.4), for
 * registers, flags and words of the function's own frame. A definition is an instruction and a
 * place that it assigns. The value of a place at the function's entry has a definition without an
 * instruction.
 */
public final class DefUse {
  /** The instruction number of a definition at the function's entry. */
  public static final int ENTRY = -1;

  private record Definition(int insn, int place) {}

  private final CodeFlow code;
  private final Places places;
  private final CallEffects calls;
  private final List<Definition> definitions = new ArrayList<>();
  private final List<BitSet> ofPlace = new ArrayList<>();
  private final List<List<Integer>> ofInsn = new ArrayList<>();
  private final List<List<Use>> users = new ArrayList<>();
  private final BitSet[] atStart;

  /**
   * Computes the reaching definitions of a function.
   *
   * @param calls the registers that callees read and change
   */
  public DefUse(CodeFlow code, FunctionAccesses accesses, CallEffects calls) {
    this.code = code;
    this.calls = calls;
    places = new Places(code, accesses);
    for (int place = 0; place < places.count(); place++) {
      ofPlace.add(new BitSet());
      define(ENTRY, place);
    }
    for (int i = 0; i < code.insns().size(); i++) {
      ofInsn.add(new ArrayList<>());
      users.add(new ArrayList<>());
      for (int place : defined(i)) {
        ofInsn.get(i).add(definitions.size());
        define(i, place);
      }
    }
    atStart = solve();
    for (int block = 0; block < code.blocks(); block++) {
      collect(block);
    }
  }

  private void define(int insn, int place) {
    ofPlace.get(place).set(definitions.size());
    definitions.add(new Definition(insn, place));
  }

  /**
   * Returns the places that an instruction assigns. A call also assigns the flags and the registers
   * that its callee may change.
   */
  private List<Integer> defined(int insn) {
    List<Integer> all = bits(code.effects().get(insn).defines() | changes(insn));
    all.addAll(places.stored(insn));
    return all;
  }

  private int changes(int insn) {
    return isCall(insn) ? calls.changes(insn) | 1 << Effects.FLAGS : 0;
  }

  private static List<Integer> bits(int set) {
    List<Integer> numbers = new ArrayList<>();
    for (int place = 0; place <= Effects.FLAGS; place++) {
      if ((set >> place & 1) != 0) {
        numbers.add(place);
      }
    }
    return numbers;
  }

  /** True if an instruction is a direct or indirect call. */
  public boolean isCall(int insn) {
    Flow flow = code.insns().get(insn).flow();
    return flow == Flow.CALL || flow == Flow.INDIRECT_CALL;
  }

  private BitSet[] solve() {
    BitSet[] in = new BitSet[code.blocks()];
    for (int block = 0; block < in.length; block++) {
      in[block] = new BitSet();
    }
    in[0].set(0, places.count());
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int block = 0; block < in.length; block++) {
        BitSet out = after(in[block], block);
        for (int next : code.graph().successors()[block]) {
          int before = in[next].cardinality();
          in[next].or(out);
          changed |= in[next].cardinality() != before;
        }
      }
    }
    return in;
  }

  private BitSet after(BitSet in, int block) {
    BitSet reaching = (BitSet) in.clone();
    for (int i = code.starts()[block]; i < code.end(block); i++) {
      pass(reaching, i);
    }
    return reaching;
  }

  private void pass(BitSet reaching, int insn) {
    for (int definition : ofInsn.get(insn)) {
      reaching.andNot(ofPlace.get(definitions.get(definition).place));
    }
    ofInsn.get(insn).forEach(reaching::set);
  }

  private void collect(int block) {
    BitSet reaching = (BitSet) atStart[block].clone();
    for (int i = code.starts()[block]; i < code.end(block); i++) {
      for (Use use : usesOf(i)) {
        for (int definition : reachingIn(reaching, use.place())) {
          int by = definitions.get(definition).insn;
          if (by != ENTRY) {
            users.get(by).add(use);
          }
        }
      }
      pass(reaching, i);
    }
  }

  /**
   * Returns the uses of places that an instruction reads. A register that is read both for an
   * address and as a value is listed as a value.
   */
  public List<Use> usesOf(int insn) {
    Effects effects = code.effects().get(insn);
    List<Use> uses = new ArrayList<>();
    boolean goesAway = isCall(insn) || code.leaves(insn);
    int values = effects.values() | (goesAway ? calls.reads(insn) : 0);
    bits(values).forEach(place -> uses.add(new Use(insn, place, false)));
    bits(effects.addresses() & ~values).forEach(place -> uses.add(new Use(insn, place, true)));
    places.loaded(insn).forEach(place -> uses.add(new Use(insn, place, false)));
    if (code.insns().get(insn).flow() == Flow.RET) {
      uses.add(new Use(insn, 0, false));
    }
    return uses;
  }

  private List<Integer> reachingIn(BitSet reaching, int place) {
    BitSet those = (BitSet) ofPlace.get(place).clone();
    those.and(reaching);
    return those.stream().boxed().toList();
  }

  /** Returns the numbers of the definitions of a place that reach an instruction. */
  List<Integer> reaching(int insn, int place) {
    int block = code.blockOf()[insn];
    BitSet reaching = (BitSet) atStart[block].clone();
    for (int i = code.starts()[block]; i < insn; i++) {
      pass(reaching, i);
    }
    return reachingIn(reaching, place);
  }

  /**
   * Returns the instructions whose definitions of a place reach an instruction; {@link #ENTRY}
   * stands for the value at the function's entry.
   */
  public List<Integer> definers(int insn, int place) {
    return reaching(insn, place).stream().map(d -> definitions.get(d).insn).toList();
  }

  /** Returns the uses of all values that an instruction assigns. */
  public List<Use> users(int insn) {
    return users.get(insn);
  }

  /** Returns the number of an instruction's definition of a place. */
  int definition(int insn, int place) {
    return ofInsn.get(insn).stream()
        .filter(d -> definitions.get(d).place == place)
        .findFirst()
        .orElseThrow();
  }

  /** Returns the numbers of an instruction's definitions. */
  List<Integer> definitionsBy(int insn) {
    return ofInsn.get(insn);
  }

  /** Returns the place that a definition assigns. */
  int placeOf(int definition) {
    return definitions.get(definition).place;
  }

  /** Returns the number of definitions. */
  int count() {
    return definitions.size();
  }

  /** True if an instruction assigns a place itself, not through its callee. */
  boolean assigns(int insn, int place) {
    return (code.effects().get(insn).defines() >> place & 1) != 0;
  }
}
