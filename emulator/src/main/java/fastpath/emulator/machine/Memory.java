package fastpath.emulator.machine;

import fastpath.emulator.snapshot.AccessLog;
import fastpath.emulator.snapshot.DirtyPages;
import fastpath.emulator.snapshot.ReadLog;
import fastpath.emulator.snapshot.ReadSet;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Guest memory: mappings with permissions in a 64-bit address space, flat byte arrays within. An
 * access may cross from a mapping into one that follows it without a gap; if any byte of it faults,
 * nothing has changed.
 */
public final class Memory {
  public static final int READ = 1;
  public static final int WRITE = 2;
  public static final int EXECUTE = 4;

  /** The page is the user's: kernel accesses need RFLAGS.AC (SMAP), fetches are refused (SMEP). */
  public static final int USER = 8;

  private static final long LARGEST = 1L << 30;
  private static final int ERROR_PRESENT = 1;
  private static final int ERROR_WRITE = 2;
  private static final int ERROR_FETCH = 16;
  private static final Mapping NONE =
      new Mapping(0, new byte[0], 0, "", new DirtyPages(null, 0, false));

  private final Cpu cpu;
  private Mappings mappings = Mappings.NONE;
  private Mapping lastRead = NONE;
  private Mapping lastWritten = NONE;
  private int codeVersion;

  /** Whether a snapshot was taken or restored. */
  private boolean tracked;

  /** Who is told of accesses, or null where nobody asks. */
  private AccessLog log;

  /** Mappings of other memories whose states were restored here, and what stands for each. */
  private final Map<Mapping, Mapping> twins = new IdentityHashMap<>();

  /**
   * @param cpu whose RFLAGS.AC opens the user's pages
   */
  public Memory(Cpu cpu) {
    this.cpu = cpu;
  }

  /**
   * Maps zeroed memory.
   *
   * @param permissions of READ, WRITE, EXECUTE, USER
   * @throws IllegalArgumentException if it overlaps another mapping, wraps, is not canonical, or is
   *     larger than 1 GiB
   */
  public void map(long address, long length, int permissions, String name) {
    map(address, new byte[0], length, permissions, name);
  }

  /**
   * Maps memory that begins with these bytes, which are copied, and is zero behind them.
   *
   * @throws IllegalArgumentException as {@link #map(long, long, int, String)}
   */
  public void map(long address, byte[] bytes, long length, int permissions, String name) {
    long last = address + length - 1;
    if (length <= 0
        || length > LARGEST
        || !isCanonical(address)
        || !isCanonical(last)
        || (address ^ last) < 0) {
      throw new IllegalArgumentException(
          "cannot map " + length + " bytes at 0x" + Long.toHexString(address) + " for " + name);
    }
    mappings.checkFree(address, length, name);
    mappings =
        mappings.with(
            bytes.length == 0
                ? zeroed(address, (int) length, permissions, name)
                : filled(address, Arrays.copyOf(bytes, (int) length), permissions, name));
    dependsOnMore();
    forget();
  }

  private Mapping filled(long address, byte[] bytes, int permissions, String name) {
    DirtyPages dirty =
        tracked ? DirtyPages.all(this, bytes.length) : new DirtyPages(this, bytes.length, false);
    return new Mapping(address, bytes, permissions, name, dirty);
  }

  private Mapping zeroed(long address, int length, int permissions, String name) {
    return new Mapping(
        address, new byte[length], permissions, name, new DirtyPages(this, length, tracked));
  }

  /** Removes the mapping that starts at an address; nothing if there is none. */
  public void unmap(long address) {
    mappings = mappings.without(address);
    dependsOnMore();
    forget();
  }

  /** All that is mapped, as it is now. Copies the pages written since the last snapshot. */
  public MemoryState take() {
    track();
    return new MemoryState(mappings);
  }

  /**
   * Maps what was mapped then, with the bytes that it had. Copies the pages written since the last
   * snapshot, and those in which that one differs. The state may be another memory's.
   */
  public void restore(MemoryState state) {
    track();
    Mappings then = state.mappings() == mappings ? mappings : state.mappings().each(this::standIn);
    if (!then.isSame(mappings)) {
      mappings = then;
      forget();
    }
    for (int i = 0; i < mappings.size(); i++) {
      Mapping r = mappings.get(i);
      if (r.dirty().restore(r.bytes(), state.pages(i))) {
        codeVersion += r.permissions() & EXECUTE;
      }
    }
  }

  /**
   * Has a log note accesses.
   *
   * @param to null for none
   */
  public void log(AccessLog to) {
    log = to;
  }

  /** The log that notes accesses, or null. */
  public AccessLog log() {
    return log;
  }

  /** What happens from now on depends on more than registers and bytes. */
  public void dependsOnMore() {
    if (log != null) {
      log.lost();
    }
  }

  /**
   * What a log has noted.
   *
   * @param start the memory when the log was empty
   * @return null if what happened since depends on more: mappings or code were changed
   */
  public ReadSet reads(ReadLog of, MemoryState start) {
    return of.readSet(mappings.dirty(), start::pages, mappings.code());
  }

  /** Notes in a log what a run that goes on from here is known to read. */
  public void goesOn(ReadLog of, ReadSet reads) {
    of.goesOn(mappings.dirty(), reads);
  }

  /** What is mapped now. */
  Mappings mapped() {
    return mappings;
  }

  /** Before the first snapshot: other mappings of the same bytes, to which writes are marked. */
  private void track() {
    if (tracked) {
      return;
    }
    tracked = true;
    mappings =
        mappings.each(
            r ->
                new Mapping(
                    r.address(),
                    r.bytes(),
                    r.permissions(),
                    r.name(),
                    DirtyPages.all(this, r.bytes().length)));
    forget();
  }

  /** The mapping itself if it is of this memory, else the one that stands for it here. */
  private Mapping standIn(Mapping of) {
    return of.dirty().owner() == this ? of : twins.computeIfAbsent(of, this::twin);
  }

  private Mapping twin(Mapping of) {
    return zeroed(of.address(), (int) of.size(), of.permissions(), of.name());
  }

  /** Number of pages written since the last snapshot was taken or restored. */
  public int dirtyPages() {
    int sum = 0;
    for (Mapping r : mappings.list()) {
      sum += r.dirty().count();
    }
    return sum;
  }

  private void forget() {
    lastRead = NONE;
    lastWritten = NONE;
    codeVersion++;
  }

  /** Mappings in order of address. */
  public List<Mapping> mappings() {
    return mappings.list();
  }

  /** Changes whenever bytes that can be executed, or what is mapped, may have changed. */
  public int codeVersion() {
    return codeVersion;
  }

  /** The mapping that a load last went to; null if that is not known. */
  public Mapping lastRead() {
    return lastRead == NONE ? null : lastRead;
  }

  /** The mapping that a store last went to; null if that is not known. */
  public Mapping lastWritten() {
    return lastWritten == NONE ? null : lastWritten;
  }

  /**
   * The mapping of an address if the guest may access it so, and it is not code to be written; null
   * where reads are noted, since whoever asks does not note them.
   */
  Mapping accessible(long address, int access) {
    if (log != null) {
      return null;
    }
    Mapping r = access == READ ? lastRead : lastWritten;
    if (Long.compareUnsigned(address - r.address(), r.size()) >= 0) {
      r = mapping(address);
    }
    boolean code = r != null && access == WRITE && (r.permissions() & EXECUTE) != 0;
    if (r == null || code || !permits(r, access)) {
      return null;
    }
    if (access == READ) {
      lastRead = r;
    } else {
      lastWritten = r;
    }
    return r;
  }

  private boolean permits(Mapping r, int access) {
    return (r.permissions() & access) != 0
        && ((r.permissions() & USER) == 0 || (cpu.rflags() & Cpu.AC) != 0);
  }

  /** Whether a byte of that range may be executed. */
  public boolean isCode(long address, int bytes) {
    Mapping first = mapping(address);
    Mapping last = mapping(address + bytes - 1);
    return first != null && (first.permissions() & EXECUTE) != 0
        || last != null && (last.permissions() & EXECUTE) != 0;
  }

  /** Whether that very mapping is there, not only one like it; false for null. */
  public boolean isMapped(Mapping r) {
    return r != null && mapping(r.address()) == r;
  }

  /** The mapping that holds an address, or null. */
  public Mapping mapping(long address) {
    return mappings.at(address);
  }

  /**
   * Loads as the guest does: 1, 2, 4 or 8 bytes, zero-extended.
   *
   * @throws GuestFault #PF or #GP
   */
  public long load(long address, int bytes) {
    Mapping r = lastRead;
    long offset = address - r.address();
    if (offset < 0 || offset > r.bytes().length - bytes) {
      r = readable(address, bytes);
      if (r == null) {
        return loadAcross(address, bytes);
      }
      offset = address - r.address();
    } else if ((r.permissions() & USER) != 0) {
      check(r, address, READ);
    }
    if (log != null) {
      log.read(r.dirty(), (int) offset, bytes);
    }
    return Bytes.load(r.bytes(), (int) offset, bytes);
  }

  /**
   * Stores as the guest does: the low 1, 2, 4 or 8 bytes of a value.
   *
   * @throws GuestFault #PF or #GP, nothing having been stored
   */
  public void store(long address, long value, int bytes) {
    Mapping r = lastWritten;
    long offset = address - r.address();
    if (offset < 0 || offset > r.bytes().length - bytes) {
      r = writable(address, bytes);
      if (r == null) {
        storeAcross(address, value, bytes);
        return;
      }
      offset = address - r.address();
    } else if ((r.permissions() & (USER | EXECUTE)) != 0) {
      check(r, address, WRITE);
      codeVersion += r.permissions() & EXECUTE;
    }
    r.dirty().mark((int) offset, bytes);
    if (log != null) {
      written(r, (int) offset, bytes);
    }
    Bytes.store(r.bytes(), (int) offset, bytes, value);
  }

  private void written(Mapping r, int offset, int bytes) {
    log.written(r.dirty(), offset, bytes);
    if ((r.permissions() & EXECUTE) != 0) {
      log.lost();
    }
  }

  /**
   * Does nothing where a store could be.
   *
   * @throws GuestFault as the store would
   */
  public void checkWritable(long address, int bytes) {
    checkCanonical(address, bytes);
    for (int i = 0; i < bytes; i++) {
      checked(address + i, WRITE);
    }
  }

  /** The mapping all of the access lies in; null if it crosses into another. */
  private Mapping readable(long address, int bytes) {
    checkCanonical(address, bytes);
    Mapping r = checked(address, READ);
    if (address - r.address() > r.size() - bytes) {
      return null;
    }
    lastRead = r;
    return r;
  }

  private Mapping writable(long address, int bytes) {
    checkCanonical(address, bytes);
    Mapping r = checked(address, WRITE);
    if (address - r.address() > r.size() - bytes) {
      return null;
    }
    lastWritten = r;
    codeVersion += r.permissions() & EXECUTE;
    return r;
  }

  private long loadAcross(long address, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      Mapping r = checked(address + i, READ);
      if (log != null) {
        log.read(r.dirty(), (int) (address + i - r.address()), 1);
      }
      value |= (r.bytes()[(int) (address + i - r.address())] & 0xffL) << 8 * i;
    }
    return value;
  }

  private void storeAcross(long address, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      codeVersion += checked(address + i, WRITE).permissions() & EXECUTE;
    }
    for (int i = 0; i < bytes; i++) {
      Mapping r = mapping(address + i);
      if (log != null) {
        written(r, (int) (address + i - r.address()), 1);
      }
      Mapping.store1(r, (int) (address + i - r.address()), value >>> 8 * i);
    }
  }

  /** Of all bytes before the first of them is looked for. */
  private static void checkCanonical(long address, int bytes) {
    long last = address + bytes - 1;
    if (!isCanonical(address) || !isCanonical(last)) {
      long bad = isCanonical(address) ? last : address;
      throw new GuestFault(
          Fault.Kind.PROTECTION, bad, 0, "non-canonical address 0x" + Long.toHexString(bad));
    }
  }

  /** The mapping of a canonical address that the guest may access so. */
  private Mapping checked(long address, int access) {
    Mapping r = mapping(address);
    if (r == null) {
      throw pageFault(address, access, 0, "not mapped");
    }
    check(r, address, access);
    return r;
  }

  private void check(Mapping r, long address, int access) {
    if ((r.permissions() & access) == 0) {
      throw pageFault(address, access, ERROR_PRESENT, "no permission in " + r.name());
    }
    if ((r.permissions() & USER) != 0 && (cpu.rflags() & Cpu.AC) == 0) {
      throw pageFault(address, access, ERROR_PRESENT, "user memory with AC clear (SMAP)");
    }
  }

  private static GuestFault pageFault(long address, int access, int code, String why) {
    boolean write = access == WRITE;
    return new GuestFault(
        Fault.Kind.PAGE,
        address,
        code | (write ? ERROR_WRITE : access == EXECUTE ? ERROR_FETCH : 0),
        (write ? "writing 0x" : access == EXECUTE ? "fetching 0x" : "reading 0x")
            + Long.toHexString(address)
            + ": "
            + why);
  }

  /**
   * The mapping to fetch an instruction from.
   *
   * @throws GuestFault #PF or #GP
   */
  public Mapping fetch(long address) {
    if (!isCanonical(address)) {
      throw new GuestFault(
          Fault.Kind.PROTECTION, 0, 0, "jump to non-canonical 0x" + Long.toHexString(address));
    }
    Mapping r = mapping(address);
    if (r == null) {
      throw pageFault(address, EXECUTE, 0, "not mapped");
    }
    if ((r.permissions() & EXECUTE) == 0) {
      throw pageFault(address, EXECUTE, ERROR_PRESENT, "not executable");
    }
    if ((r.permissions() & USER) != 0) {
      throw pageFault(address, EXECUTE, ERROR_PRESENT, "user memory (SMEP)");
    }
    return r;
  }

  /** Copies out, whatever the permissions. {@link GuestFault} where nothing is mapped. */
  public byte[] read(long address, int length) {
    byte[] result = new byte[length];
    for (int done = 0; done < length; ) {
      Mapping r = mapped(address + done, READ);
      int offset = (int) (address + done - r.address());
      int n = Math.min(length - done, r.bytes().length - offset);
      if (log != null) {
        log.read(r.dirty(), offset, n);
      }
      System.arraycopy(r.bytes(), offset, result, done, n);
      done += n;
    }
    return result;
  }

  /** Copies in, whatever the permissions. {@link GuestFault} where nothing is mapped. */
  public void write(long address, byte[] bytes) {
    for (int done = 0; done < bytes.length; ) {
      Mapping r = mapped(address + done, WRITE);
      int offset = (int) (address + done - r.address());
      int n = Math.min(bytes.length - done, r.bytes().length - offset);
      r.dirty().markAll(offset, n);
      if (log != null) {
        written(r, offset, n);
      }
      System.arraycopy(bytes, done, r.bytes(), offset, n);
      codeVersion += r.permissions() & EXECUTE;
      done += n;
    }
  }

  private Mapping mapped(long address, int access) {
    Mapping r = mapping(address);
    if (r == null) {
      throw pageFault(address, access, 0, "not mapped");
    }
    return r;
  }

  /** A little-endian value of 1, 2, 4 or 8 bytes, zero-extended, whatever the permissions. */
  public long peek(long address, int bytes) {
    return Bytes.load(read(address, bytes), 0, bytes);
  }

  /** Stores a little-endian value of 1, 2, 4 or 8 bytes, whatever the permissions. */
  public void poke(long address, long value, int bytes) {
    byte[] b = new byte[bytes];
    Bytes.store(b, 0, bytes, value);
    write(address, b);
  }

  /** Whether bits 63 to 47 are all alike. */
  public static boolean isCanonical(long address) {
    return address >> 47 == address >> 63;
  }
}
