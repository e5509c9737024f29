package fastpath.codegen.source;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Starts processes, and tells which work has started each of them, so that the processes of one
 * piece of work can be ended without those of another.
 */
public final class ChildProcesses {
  private static final ScopedValue<Consumer<Process>> OWNER = ScopedValue.newInstance();

  private ChildProcesses() {}

  /**
   * Returns the result of work on the current thread.
   *
   * @param owner receives each process that the work starts on this thread by {@link #start}
   */
  public static <T> T owned(Consumer<Process> owner, Supplier<T> work) {
    return ScopedValue.where(OWNER, owner).call(work::get);
  }

  /** Starts a process, which belongs to the work of {@link #owned} that the thread does, if any. */
  public static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    if (OWNER.isBound()) {
      OWNER.get().accept(process);
    }
    return process;
  }
}
