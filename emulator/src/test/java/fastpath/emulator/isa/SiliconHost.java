package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fastpath.emulator.CpuIdentity;
import fastpath.emulator.CpuInfo;
import fastpath.emulator.Tools;
import fastpath.emulator.isa.SiliconCase.After;
import fastpath.emulator.isa.SiliconCase.Change;
import fastpath.emulator.isa.SiliconCase.Fault;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The host's CPU, on which silicon.c runs cases. */
final class SiliconHost implements AutoCloseable {
  private static final int REQUEST_BYTES = 184;
  private static final int PATCH_BYTES = 48;
  private static final int RESPONSE_BYTES = 25 * 8;
  private static final int REPETITIONS = 5;

  private final Path program;
  private Process process;
  private DataInputStream in;

  private SiliconHost(Path program) {
    this.program = program;
  }

  /**
   * Returns the maker of the host's CPU; skips the test with a reason if the CPU cannot be used.
   */
  static CpuProfile need() {
    Optional<CpuIdentity> identity = CpuIdentity.ofHost();
    possible(identity.isPresent(), "this is no x86-64 CPU under Linux");
    Optional<CpuProfile> profile = identity.get().profile();
    possible(profile.isPresent(), "no profile for the maker of this CPU: " + identity.get());
    Tools.need("gcc");
    return profile.get();
  }

  private static void possible(boolean is, String otherwise) {
    if (!is) {
      System.out.println("SiliconTest is skipped: " + otherwise);
    }
    assumeTrue(is, otherwise);
  }

  /** Compiles silicon.c in a directory. */
  static Path build(Path dir) throws IOException {
    try (InputStream source = SiliconHost.class.getResourceAsStream("silicon.c")) {
      Files.copy(source, dir.resolve("silicon.c"));
    }
    // No stack protector: its canary is addressed through FS, whose base the cases change.
    new Binutils(dir).run("gcc", "-O2", "-fno-stack-protector", "-o", "silicon", "silicon.c");
    return dir.resolve("silicon");
  }

  static SiliconHost start(Path program) throws IOException {
    SiliconHost host = new SiliconHost(program);
    host.restart();
    return host;
  }

  private void restart() throws IOException {
    process =
        new ProcessBuilder(program.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    in = new DataInputStream(process.getInputStream());
  }

  /**
   * Runs cases on the CPU and returns the states after them. If a case ends the host process, an
   * exception names the case.
   */
  List<After> run(List<SiliconCase> cases) throws IOException {
    try {
      return exchange(cases);
    } catch (IOException e) {
      close();
      restart();
      if (cases.size() == 1) {
        throw new IOException("the host process died of " + cases.getFirst(), e);
      }
      List<After> all = new ArrayList<>(run(cases.subList(0, cases.size() / 2)));
      all.addAll(run(cases.subList(cases.size() / 2, cases.size())));
      return all;
    }
  }

  /**
   * Runs a case in a new host process, as {@link #repeated} does. A random address may be in one of
   * the process's own pages, which have other addresses in another process.
   */
  After elsewhere(SiliconCase one) throws IOException {
    close();
    restart();
    return repeated(one);
  }

  /**
   * Runs a case several times and returns the most frequent result. Where a hypervisor emulates
   * instructions, one run in some thousand ends with a fault of the hypervisor's making.
   */
  After repeated(SiliconCase one) throws IOException {
    List<After> all = run(Collections.nCopies(REPETITIONS, one));
    return Collections.max(
        all,
        Comparator.comparingLong(after ->
            all.stream()
                .filter(other -> SiliconDifference.between(one, after, other).isEmpty())
                .count()));
  }

  /**
   * True if the host's kernel keeps FS and GS bases that user code writes by wrfsbase and wrgsbase.
   */
  static boolean keepsBases() {
    try {
      return CpuIdentity.ofHost().isPresent() && CpuInfo.ofHost().flags().contains("fsgsbase");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<After> exchange(List<SiliconCase> cases) throws IOException {
    int bytes = 8;
    for (SiliconCase one : cases) {
      bytes += REQUEST_BYTES + one.patches().size() * PATCH_BYTES;
    }
    ByteBuffer request = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    request.putLong(bytes - 8L);
    for (SiliconCase one : cases) {
      one.write(request);
    }
    OutputStream out = process.getOutputStream();
    out.write(request.array());
    out.flush();
    byte[] length = new byte[8];
    in.readFully(length);
    byte[] answer =
        new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
    in.readFully(answer);
    ByteBuffer response = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
    List<After> all = new ArrayList<>(cases.size());
    for (SiliconCase one : cases) {
      if (response.remaining() < RESPONSE_BYTES) {
        throw new EOFException();
      }
      all.add(read(one, response));
    }
    return all;
  }

  private static After read(SiliconCase one, ByteBuffer from) {
    long[] registers = new long[16];
    for (int i = 0; i < 16; i++) {
      registers[i] = from.getLong();
    }
    long rip = from.getLong();
    long flags = from.getLong();
    long fsBase = from.getLong();
    long gsBase = from.getLong();
    long cr2 = from.getLong();
    int vector = (int) from.getLong();
    int error = (int) from.getLong();
    long changed = from.getLong();
    byte[] bytes = new byte[(int) from.getLong()];
    from.get(bytes);
    Fault fault = fault(vector, cr2, error);
    if (vector == 3) {
      rip--;
      boolean own = rip == one.next() - 1 && isBreakpoint(one);
      rip = own ? one.address() : rip;
      fault = own ? fault : null;
    } else if (rip != one.address()) {
      fault = null; // the case has run, and has led to an address that cannot be fetched
    }
    return new After(registers, rip, flags, fsBase, gsBase, fault, new Change(changed, bytes));
  }

  private static boolean isBreakpoint(SiliconCase one) {
    return one.form() != null && one.form().mnemonic().equals("int3");
  }

  private static Fault fault(int vector, long cr2, int error) {
    return switch (vector) {
      case 0 -> new Fault("#DE", 0, 0);
      case 3 -> new Fault("#BP", 0, 0);
      case 6 -> new Fault("#UD", 0, 0);
      case 12 -> new Fault("#SS", 0, error);
      case 13 -> new Fault("#GP", 0, error);
      case 14 -> Fault.page(cr2, error);
      default -> new Fault("vector " + vector, 0, 0);
    };
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
