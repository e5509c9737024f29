package fastpath.lab.workshop;

import fastpath.emulator.count.Counters;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON document of {@code run --json}. */
public final class OutcomeJson {
  private OutcomeJson() {}

  /** Returns the fields in the order in which they are printed. */
  public static Map<String, Object> of(Outcome outcome) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("stop", outcome.stop().text());
    fields.put("value", hex(outcome.value()));
    fields.put("exitCode", outcome.exitCode());
    fields.put("fault", outcome.fault() == null ? null : fault(outcome.fault()));
    fields.putAll(counters(outcome.counters()));
    fields.put("seconds", outcome.seconds());
    fields.put("engine", outcome.engine());
    fields.put("translated", outcome.translated());
    fields.put("interpreted", outcome.counters().instructions() - outcome.translated());
    return fields;
  }

  /** Returns the counters by name; an unknown value is null. */
  public static Map<String, Object> counters(Counters counters) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("instructions", counters.instructions());
    fields.put("repIterations", counters.repIterations());
    fields.put("loads", counters.loads());
    fields.put("stores", counters.stores());
    fields.put("loadBytes", counters.loadBytes());
    fields.put("storeBytes", counters.storeBytes());
    fields.put("calls", counters.calls());
    fields.put("branches", counters.branches());
    fields.put("branchesTaken", counters.branchesTaken());
    fields.put("frameInstructions", Known.orNull(counters.frameInstructions()));
    fields.put("pushes", Known.orNull(counters.pushes()));
    fields.put("stackBytes", counters.stackBytes());
    fields.put("stackBytesTotal", counters.stackBytesTotal());
    fields.put("ownInstructions", counters.ownInstructions());
    return fields;
  }

  private static Map<String, Object> fault(Fault fault) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", fault.kind().text());
    fields.put("address", hex(fault.address()));
    fields.put("errorCode", fault.kind().hasErrorCode() ? hex(fault.errorCode()) : null);
    fields.put("rip", hex(fault.rip()));
    fields.put("symbol", fault.symbol());
    fields.put("detail", fault.detail());
    return fields;
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
