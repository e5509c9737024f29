package fastpath.emulator.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The chosen steps of encoded states. A choice that depends on no values is made once for all
 * states with the same shape: the CPUs' instructions and requests, the words of their pending
 * stores, and the requested interrupts.
 */
final class Choices {
  private final Choice choice;
  private final Multiprocessor machine;
  private final Keys keys;

  /** The shapes for which a choice was made; null if the choice depends on more than the shape. */
  private final StateTable shapes;

  private final int[] shape;
  private final List<Step[]> chosen = new ArrayList<>();
  private final Interner<Row> buffers = new Interner<>();

  /** For each row number of pending stores the number of its shape plus 1; 0 if not known. */
  private int[] shapeOfBuffer = new int[1024];

  private Choices(Choice choice, Multiprocessor machine, Keys keys, boolean byShape) {
    this.choice = choice;
    this.machine = machine;
    this.keys = keys;
    int cpus = machine.starts().size();
    shape = new int[1 + cpus + (keys.hasBuffers() ? cpus : 0)];
    shapes = byShape ? new StateTable(shape.length) : null;
  }

  /** Returns choices that depend on the shapes of states only. */
  static Choices byShape(Choice choice, Multiprocessor machine, Keys keys) {
    return new Choices(choice, machine, keys, true);
  }

  /** Returns choices that are made anew for each state. */
  static Choices byState(Choice choice, Multiprocessor machine, Keys keys) {
    return new Choices(choice, machine, keys, false);
  }

  /** Returns the chosen steps of a state. */
  Step[] steps(int[] key) {
    if (shapes == null) {
      return choose(key);
    }
    int cpus = machine.starts().size();
    for (int i = 0; i < cpus; i++) {
      shape[i] = machine.shape(key[i]);
      if (keys.hasBuffers()) {
        shape[cpus + 1 + i] = buffer(key[keys.buffer(i)]);
      }
    }
    shape[cpus] = key[keys.requests()];
    int number = shapes.add(shape);
    if (number < 0) {
      return chosen.get(~number);
    }
    Step[] steps = choose(key);
    chosen.add(steps);
    return steps;
  }

  private Step[] choose(int[] key) {
    return choice.steps(keys.read(key)).toArray(Step[]::new);
  }

  private int buffer(int row) {
    if (row >= shapeOfBuffer.length) {
      shapeOfBuffer = Arrays.copyOf(shapeOfBuffer, Math.max(row + 1, 2 * shapeOfBuffer.length));
    }
    if (shapeOfBuffer[row] == 0) {
      shapeOfBuffer[row] = 1 + buffers.number(Tso.shape(keys.row(row)));
    }
    return shapeOfBuffer[row];
  }
}
