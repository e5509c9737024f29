package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.Sets;
import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Section;
import fastpath.emulator.isa.CpuProfile;
import fastpath.lab.boot.AlternativeTable;
import fastpath.lab.boot.AsBooted;
import fastpath.lab.boot.BootCpu;
import fastpath.lab.btf.Btf;
import fastpath.lab.btf.VmlinuxHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Compares the text of a kernel as {@code --cpu} patches it with the memory of the same kernel
 * after boot. {@code fastpath.kernel.memory} names a dump of the memory from the image's first
 * address on, made with qemu's monitor ({@code memsave 0xffffffff81000000 BYTES FILE}) after a boot
 * with nokaslr. {@code fastpath.kernel.cpu} names the CPU profile, or is {@code booted} for the
 * features that the booted kernel detected or set. Every difference must be of a known kind; {@code
 * fastpath.kernel.differences} names a file to which the differences are written, one per line.
 *
 * <p>Profiles that were compared: {@code haswell} with {@code -cpu Haswell-noTSX,-hypervisor}, and
 * {@code zen4,mitigations=off} with {@code -cpu EPYC-Milan} and mitigations=off. Without {@code
 * -hypervisor} the kernel assumes that it may move to a CPU that needs more mitigations.
 */
class KernelMemoryTest {
  private static final String BOOTED = "booted";
  private static final String NAME = System.getProperty("fastpath.kernel.cpu", BOOTED);

  /**
   * The number of words of x86_capability in 6.12, including the words for bugs; in 6.1 the array
   * is shorter and followed by zeros.
   */
  private static final int FEATURE_WORDS = 24;

  /** The reason why a place in the text differs. */
  private enum Kind {
    FEATURE("an alternative for a feature that only one of the two CPUs has"),
    STATIC_KEY("a static key that was switched on after its code was linked"),
    STATIC_CALL("a static call whose function was set later"),
    RUNTIME_CONSTANT("a constant that boot computes from its memory"),
    LOCK("a lock prefix that is dropped while there is one CPU"),
    MITIGATION("the thunks and the entry code of the mitigations that this CPU got"),
    OTHER("none of these");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /** A range of bytes that differ, which ends before the next eight bytes that are equal. */
  private record Difference(long address, int length) {}

  @Test
  void everyDifferenceIsOfAKnownKind() throws IOException {
    String dump = System.getProperty("fastpath.kernel.memory", "");
    Assumptions.assumeFalse(dump.isEmpty(), "fastpath.kernel.memory names no dump");
    Path kernel = KernelImageTest.kernels().getFirst();
    Image linked = KernelImageTest.image(kernel);
    Image image = KernelImageTest.image(kernel);
    byte[] memory = Files.readAllBytes(Path.of(dump));
    BootCpu booted = booted(image, memory);
    BootCpu cpu = NAME.equals(BOOTED) ? booted : BootCpu.of(NAME);
    AsBooted.patch(image, cpu);
    Section text =
        image.sections().stream().filter(s -> s.name().equals(".text")).findFirst().orElseThrow();
    byte[] ours = image.bytes(text);
    byte[] theirs = Arrays.copyOf(memory, ours.length);
    Set<Integer> other = Sets.symmetricDifference(cpu.features(), booted.features());
    Kinds kinds = new Kinds(image, linked, other);
    Map<String, Integer> bytes = new TreeMap<>();
    List<String> lines = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Difference d : differences(ours, theirs, text.address())) {
      Kind kind = kinds.of(d);
      bytes.merge(kind.text, d.length, Integer::sum);
      int at = (int) (d.address - text.address());
      String line =
          "0x%x %s: %s here, %s booted: %s"
              .formatted(
                  d.address,
                  image.symbolize(d.address),
                  hex(ours, at, d),
                  hex(theirs, at, d),
                  kind.text);
      lines.add(line);
      if (kind == Kind.OTHER) {
        unknown.add(line);
      }
    }
    String file = System.getProperty("fastpath.kernel.differences", "");
    if (!file.isEmpty()) {
      Files.write(Path.of(file), lines);
    }
    System.out.printf(
        "KernelMemoryTest: %d places of %s differ from %s: %s; features of one only: %s%n",
        lines.size(), dump, NAME, bytes, kinds.different);
    assertEquals(List.of(), unknown);
  }

  /** Returns the CPU with the features in the dump's boot_cpu_data. */
  private static BootCpu booted(Image image, byte[] memory) {
    String source =
        "unsigned long offset(void)"
            + " { return __builtin_offsetof(struct cpuinfo_x86, x86_capability); }";
    String header = VmlinuxHeader.of(Btf.read(image.bytes(Btf.SECTION)).orElseThrow(), source);
    byte[] object =
        new OwnCompiler()
            .compile(new Source("offset.c", header + source), Options.DEFAULT)
            .object();
    Image linked = Linker.link(List.of(ObjectFile.read("offset.o", object)), LinkOptions.kernel());
    long offset = Machine.create(linked, MachineOptions.defaults()).call("offset").value();
    int at = (int) (image.address("boot_cpu_data") - LinkOptions.KERNEL + offset);
    ByteBuffer words = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
    Set<Integer> features = new TreeSet<>();
    for (int bit = 0; bit < Integer.SIZE * FEATURE_WORDS; bit++) {
      if ((words.getInt(at + bit / Integer.SIZE * Integer.BYTES) >>> bit & 1) != 0) {
        features.add(bit);
      }
    }
    return new BootCpu(BOOTED, CpuProfile.INTEL, features);
  }

  private static String hex(byte[] bytes, int at, Difference d) {
    return HexFormat.of().formatHex(bytes, at, at + d.length);
  }

  private static List<Difference> differences(byte[] a, byte[] b, long base) {
    List<Difference> all = new ArrayList<>();
    int at = 0;
    while ((at = next(a, b, at)) < a.length) {
      int end = at + 1;
      while (end < a.length
          && Arrays.mismatch(
                  a, end, Math.min(a.length, end + 3), b, end, Math.min(a.length, end + 3))
              >= 0) {
        end++;
      }
      all.add(new Difference(base + at, end - at));
      at = end;
    }
    return all;
  }

  private static int next(byte[] a, byte[] b, int from) {
    int at = Arrays.mismatch(a, from, a.length, b, from, a.length);
    return at < 0 ? a.length : from + at;
  }

  /** Finds the kind of a difference by means of the kernel's own tables. */
  private static final class Kinds {
    private final Image image;
    private final TreeMap<Long, Kind> places = new TreeMap<>();
    private final List<AlternativeTable.Entry> alternatives = new ArrayList<>();

    /** The features that only one of the two CPUs has and that an alternative asks for. */
    private final Set<String> different = new TreeSet<>();

    Kinds(Image image, Image linked, Set<Integer> other) {
      this.image = image;
      for (Section s : linked.sections()) {
        if (s.name().equals(".altinstructions")) {
          AlternativeTable.read(linked, s).orElseThrow().stream()
              .filter(e -> other.contains(e.feature()))
              .forEach(this::add);
        }
      }
      table(linked, "__start___jump_table", "__stop___jump_table", 16, Kind.STATIC_KEY);
      table(linked, "__start_static_call_sites", "__stop_static_call_sites", 8, Kind.STATIC_CALL);
      for (Section s : linked.sections()) {
        if (s.name().startsWith("runtime_")) {
          words(linked, s.address(), s.address() + s.size(), 4, Kind.RUNTIME_CONSTANT);
        } else if (s.name().equals(".smp_locks")) {
          words(linked, s.address(), s.address() + s.size(), 4, Kind.LOCK);
        }
      }
    }

    private void add(AlternativeTable.Entry e) {
      alternatives.add(e);
      different.add(e.feature() / Integer.SIZE + ":" + e.feature() % Integer.SIZE);
    }

    private void table(Image from, String start, String stop, int entry, Kind kind) {
      if (from.symbol(start).isPresent() && from.symbol(stop).isPresent()) {
        words(from, from.address(start), from.address(stop), entry, kind);
      }
    }

    /**
     * Adds the sites of a table whose entries begin with the site's address, relative to the entry.
     */
    private void words(Image from, long start, long stop, int entry, Kind kind) {
      byte[] table = from.bytes(new Section("", start, stop - start, 0));
      ByteBuffer words = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at + entry <= table.length; at += entry) {
        places.putIfAbsent(start + at + words.getInt(at), kind);
      }
    }

    Kind of(Difference d) {
      if (alternatives.stream().anyMatch(e -> e.contains(d.address))) {
        return Kind.FEATURE;
      }
      Map.Entry<Long, Kind> place = places.floorEntry(d.address);
      if (place != null && d.address - place.getKey() < 10) {
        return place.getValue();
      }
      String where = image.symbolize(d.address);
      if (where.startsWith("__SCT__")) {
        return Kind.STATIC_CALL;
      }
      return where.contains("thunk") || where.contains("srso") ? Kind.MITIGATION : Kind.OTHER;
    }
  }
}
