package fastpath.lab.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A standard output that remembers the exception of a failed write, which a PrintStream does not.
 */
final class ResultStream extends PrintStream {
  private static final int BUFFER_BYTES = 1 << 14;

  /** The exit code that a shell shows for a process that SIGPIPE ended. */
  private static final int SIGPIPE_EXIT = 128 + 13;

  private final Sink sink;

  private ResultStream(Sink sink) {
    super(new BufferedOutputStream(sink, BUFFER_BYTES), false, StandardCharsets.UTF_8);
    this.sink = sink;
  }

  /**
   * Returns the process's standard output; a write after the reader has closed the pipe ends the
   * process without a message.
   */
  static ResultStream ofProcess() {
    return new ResultStream(new Sink(new FileOutputStream(FileDescriptor.out), true));
  }

  /** Returns a result stream that writes to the given stream, for tests. */
  static ResultStream of(OutputStream out) {
    return new ResultStream(new Sink(out, false));
  }

  /**
   * Flushes the stream, and returns the reason of the first failed write; empty if every write
   * succeeded.
   */
  Optional<String> failure() {
    flush();
    return Optional.ofNullable(sink.failure);
  }

  private static final class Sink extends OutputStream {
    private final OutputStream out;
    private final boolean endsProcess;
    private volatile String failure;

    Sink(OutputStream out, boolean endsProcess) {
      this.out = out;
      this.endsProcess = endsProcess;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        note(e);
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        note(e);
        throw e;
      }
    }

    private void note(IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (endsProcess && reason.contains("Broken pipe")) {
        System.exit(SIGPIPE_EXIT);
      }
      failure = failure == null ? reason : failure;
    }
  }
}
