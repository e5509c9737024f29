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
 * Guest memory: mappings with permissions in a 64-bit address space, each a flat array of bytes. An
 * access may cross from a mapping into one that follows without a gap; if any byte of the access
 * faults, memory is unchanged.
 */
public final class Memory {
  public static final int READ = 1;
  public static final int WRITE = 2;
  public static final int EXECUTE = 4;

  /**
   * Permission bit of a user page: kernel accesses to it need RFLAGS.AC (SMAP), and fetches from it
   * fault (SMEP).
   */
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

  /** True if a snapshot has been taken or restored, so that writes are marked. */
  private boolean tracked;

  /** The log that is told of accesses; null for none. */
  private AccessLog log;

  /**
   * Mappings of other memories whose states were restored here, with the mapping of this memory
   * that replaces each.
   */
  private final Map<Mapping, Mapping> twins = new IdentityHashMap<>();

  /**
   * @param cpu the CPU whose RFLAGS.AC allows accesses to user pages
   */
  public Memory(Cpu cpu) {
    this.cpu = cpu;
  }

  /**
   * Maps zeroed memory.
   *
   * @param permissions a combination of READ, WRITE, EXECUTE and USER
   * @throws IllegalArgumentException if the range overlaps another mapping, wraps around, is not
   *     canonical, or is larger than 1 GiB
   */
  public void map(long address, long length, int permissions, String name) {
    map(address, new byte[0], length, permissions, name);
  }

  /**
   * Maps memory that begins with a copy of the given bytes and is zero after them.
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

  /** Removes the mapping that starts at an address; does nothing if there is none. */
  public void unmap(long address) {
    mappings = mappings.without(address);
    dependsOnMore();
    forget();
  }

  /**
   * Takes a snapshot of all mappings and their contents. Only the pages written since the last
   * snapshot are copied.
   */
  public MemoryState take() {
    track();
    return new MemoryState(mappings);
  }

  /**
   * Restores the mappings of a snapshot, with the contents that they had. Only the pages written
   * since the last snapshot, and the pages in which the two snapshots differ, are copied. The
   * snapshot may be one of another memory.
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
   * Sets the log that is told of accesses.
   *
   * @param to the log; null for none
   */
  public void log(AccessLog to) {
    log = to;
  }

  /**
   * Sets the listener that is told the address of each access, in place of a log.
   *
   * @param watcher the listener; null for none
   */
  public void watch(MemoryWatcher watcher) {
    log(watcher == null ? null : new WatchedMemory(this, watcher));
  }

  /** Returns the address of the first byte of a mapping that this memory has. */
  long address(DirtyPages of) {
    for (int i = 0; i < mappings.size(); i++) {
      if (mappings.get(i).dirty() == of) {
        return mappings.get(i).address();
      }
    }
    throw new IllegalArgumentException("the memory has no such mapping");
  }

  /** Returns the log that is told of accesses; null if there is none. */
  public AccessLog log() {
    return log;
  }

  /**
   * Tells the log that the run depends, from now on, on more than registers and bytes of memory.
   */
  public void dependsOnMore() {
    if (log != null) {
      log.lost();
    }
  }

  /**
   * Returns the read set that a log has recorded.
   *
   * @param start state of the memory when the log was empty
   * @return null if the run since then depends on more than registers and bytes of memory, because
   *     mappings or code were changed
   */
  public ReadSet reads(ReadLog of, MemoryState start) {
    return of.readSet(mappings.dirty(), start::pages, mappings.code());
  }

  /** Adds to a log the read set of a known run that follows the part logged so far. */
  public void goesOn(ReadLog of, ReadSet reads) {
    of.goesOn(mappings.dirty(), reads);
  }

  /** Returns the present mappings. */
  Mappings mapped() {
    return mappings;
  }

  /**
   * Prepares the first snapshot: replaces each mapping by one with the same bytes, to which writes
   * are marked.
   */
  private void track() {
    if (tracked) {
      return;
    }
    tracked = true;
    mappings =
        mappings.each(r ->
            new Mapping(
                r.address(),
                r.bytes(),
                r.permissions(),
                r.name(),
                DirtyPages.all(this, r.bytes().length)));
    forget();
  }

  /**
   * Returns the mapping itself if it belongs to this memory, else the mapping of this memory that
   * replaces it.
   */
  private Mapping standIn(Mapping of) {
    return of.dirty().owner() == this ? of : twins.computeIfAbsent(of, this::twin);
  }

  private Mapping twin(Mapping of) {
    return zeroed(of.address(), (int) of.size(), of.permissions(), of.name());
  }

  /** Returns the number of pages written since the last snapshot was taken or restored. */
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

  /** Returns the mappings in order of address. */
  public List<Mapping> mappings() {
    return mappings.list();
  }

  /**
   * Returns the code version, which changes whenever executable bytes or the mappings may have
   * changed.
   */
  public int codeVersion() {
    return codeVersion;
  }

  /** Returns the mapping that the last load went to; null if that is not known. */
  public Mapping lastRead() {
    return lastRead == NONE ? null : lastRead;
  }

  /** Returns the mapping that the last store went to; null if that is not known. */
  public Mapping lastWritten() {
    return lastWritten == NONE ? null : lastWritten;
  }

  /**
   * Returns the mapping of an address if the guest may make the access there; null for a store to
   * code. The result is also null while a log is set, because the caller does not log its accesses.
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

  /** Returns true if the first or the last byte of a range is executable. */
  public boolean isCode(long address, int bytes) {
    Mapping first = mapping(address);
    Mapping last = mapping(address + bytes - 1);
    return first != null && (first.permissions() & EXECUTE) != 0
        || last != null && (last.permissions() & EXECUTE) != 0;
  }

  /**
   * Returns true if this same Mapping object is mapped, and not only an equal one; false for null.
   */
  public boolean isMapped(Mapping r) {
    return r != null && mapping(r.address()) == r;
  }

  /** Returns the mapping that contains an address; null if none does. */
  public Mapping mapping(long address) {
    return mappings.at(address);
  }

  /**
   * Loads 1, 2, 4 or 8 bytes as the guest does, zero-extended.
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
   * Stores the low 1, 2, 4 or 8 bytes of a value as the guest does.
   *
   * @throws GuestFault #PF or #GP, in which case nothing has been stored
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
   * Checks that the guest could store to a range; changes nothing.
   *
   * @throws GuestFault the fault that the store would raise
   */
  public void checkWritable(long address, int bytes) {
    checkCanonical(address, bytes);
    for (int i = 0; i < bytes; i++) {
      checked(address + i, WRITE);
    }
  }

  /**
   * Returns the mapping in which all of a load's bytes lie; null if the access crosses into another
   * mapping.
   */
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

  /**
   * Checks that all bytes of an access have canonical addresses, before any mapping is looked up.
   */
  private static void checkCanonical(long address, int bytes) {
    long last = address + bytes - 1;
    if (!isCanonical(address) || !isCanonical(last)) {
      long bad = isCanonical(address) ? last : address;
      throw new GuestFault(
          Fault.Kind.PROTECTION, bad, 0, "non-canonical address 0x" + Long.toHexString(bad));
    }
  }

  /** Returns the mapping of a canonical address, at which the guest may make the access. */
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
   * Returns the mapping that an instruction is to be fetched from.
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

  /**
   * Copies bytes out of memory, regardless of permissions. Throws {@link GuestFault} where nothing
   * is mapped.
   */
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

  /**
   * Copies bytes into memory, regardless of permissions. Throws {@link GuestFault} where nothing is
   * mapped.
   */
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

  /**
   * Returns a little-endian value of 1, 2, 4 or 8 bytes, zero-extended, regardless of permissions.
   */
  public long peek(long address, int bytes) {
    return Bytes.load(read(address, bytes), 0, bytes);
  }

  /** Stores a little-endian value of 1, 2, 4 or 8 bytes, regardless of permissions. */
  public void poke(long address, long value, int bytes) {
    byte[] b = new byte[bytes];
    Bytes.store(b, 0, bytes, value);
    write(address, b);
  }

  /** Returns true if an address is canonical: bits 63 to 47 are all equal. */
  public static boolean isCanonical(long address) {
    return address >> 47 == address >> 63;
  }
}
