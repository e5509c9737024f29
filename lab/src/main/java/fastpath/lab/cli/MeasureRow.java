package fastpath.lab.cli;

import fastpath.codegen.option.FrameStrategy;
import fastpath.emulator.debug.ValueType;
import fastpath.lab.gate.Case;
import fastpath.lab.gate.KeptRow;
import fastpath.lab.gate.RowKey;
import fastpath.lab.silicon.CallTime;
import fastpath.lab.silicon.StateComparison;
import fastpath.lab.workshop.Callee;
import fastpath.lab.workshop.CodeListing;
import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.PathListing;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of {@code measure}, with the host CPU's measurement under {@code --silicon}; or the reason
 * why the row could not be measured.
 */
sealed interface MeasureRow {
  ExitCode exitCode();

  /** Returns the row as a JSON document. */
  Map<String, Object> json();

  /** Returns the same row with the time of the call on the host CPU, if the row has a call. */
  MeasureRow taking(CallTime nanos);

  /**
   * A call that was measured.
   *
   * @param args the arguments as the user wrote the set; "" if a set-up function filled the
   *     arguments
   * @param values the arguments that were passed: as many as the user gave, or all six of a set-up
   *     function
   * @param path the executed instructions; null if the instructions are not to be shown
   * @param code the function's code with the counts of the call; null in the same case
   * @param object name of the file that has the function's code; null if a compiler of the lab made
   *     the code
   * @param type the type of the function's result; empty if not known
   * @param time the time of the call on the host CPU; empty without {@code --time}
   * @param of the case of {@code --cases} that asked for the row
   */
  record Measured(
      Measurement measurement,
      Variant variant,
      String args,
      List<Long> values,
      Optional<StateComparison> silicon,
      Optional<TypedCall> call,
      Booted booted,
      PathListing path,
      CodeListing code,
      String object,
      Optional<ValueType> type,
      Optional<CallTime> time,
      Optional<Case> of)
      implements MeasureRow {
    /** Returns the same row of a case. */
    Measured in(Case one) {
      return with(time, Optional.of(one));
    }

    @Override
    public Measured taking(CallTime nanos) {
      return with(Optional.of(nanos), of);
    }

    private Measured with(Optional<CallTime> nanos, Optional<Case> one) {
      return new Measured(
          measurement,
          variant,
          args,
          values,
          silicon,
          call,
          booted,
          path,
          code,
          object,
          type,
          nanos,
          one);
    }

    /** Returns the places where the function calls another one, or leaves by a jump to it. */
    List<Callee> callees() {
      return measurement.callees();
    }

    /**
     * Returns the function's return value, in the form of its type if the type is known, else in
     * hexadecimal; "" for a function without a result.
     */
    String value() {
      long rax = measurement.outcome().value();
      return type.map(t -> t.text(rax)).orElse("0x" + Long.toHexString(rax));
    }

    /**
     * Returns what tells the row from others. The values that a set-up function fills in are not
     * part of it.
     */
    RowKey key() {
      Map<String, Object> fields = new HashMap<>();
      fields.put(RowKey.CASE, name());
      fields.put("host", measurement.fastPath());
      fields.put("config", measurement.config());
      fields.put("overlay", measurement.overlay());
      fields.put("compiler", measurement.compiler());
      fields.put("cflags", cflags());
      fields.put("frame", frame());
      fields.put("args", args.replace(" ", ""));
      return RowKey.of(fields);
    }

    private String name() {
      return of.map(Case::name).orElse(null);
    }

    /** Returns the option of the frame strategy; null if our compiler did not make the code. */
    String frame() {
      return object == null ? variant.frame().map(FrameStrategy::option).orElse(null) : null;
    }

    /** Returns the arguments that were passed, in hexadecimal. */
    List<String> arguments() {
      return values.stream().map(v -> "0x" + Long.toHexString(v)).toList();
    }

    private String cflags() {
      return object == null ? variant.cflags() : "";
    }

    /** Returns the fields of the row that {@code --save} keeps. */
    KeptRow kept() {
      return KeptRow.of(key(), json());
    }

    @Override
    public ExitCode exitCode() {
      boolean differs = silicon.map(StateComparison::differs).orElse(false);
      return differs ? ExitCode.UNEXPECTED_RESULT : ExitCode.DONE;
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put(RowKey.CASE, name());
      fields.putAll(measurement.json());
      if (type.filter(ValueType.VOID::equals).isPresent()) {
        fields.put("value", null);
      }
      fields.put("object", object);
      fields.put("cflags", cflags());
      fields.put("frame", frame());
      fields.put("args", arguments());
      fields.put("callees", callees().stream().map(Callee::json).toList());
      time.ifPresent(t -> fields.put("time", t.json()));
      silicon.ifPresent(c -> fields.put("silicon", c.json()));
      if (code != null) {
        fields.put("listing", code.json());
      }
      return fields;
    }
  }

  /** A row that could not be measured. */
  record Failed(Problem problem) implements MeasureRow {
    @Override
    public ExitCode exitCode() {
      return problem.exitCode();
    }

    @Override
    public Map<String, Object> json() {
      return problem.json();
    }

    @Override
    public Failed taking(CallTime nanos) {
      return this;
    }
  }
}
