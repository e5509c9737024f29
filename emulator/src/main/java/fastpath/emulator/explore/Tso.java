package fastpath.emulator.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The x86-TSO memory model (Sewell, Sarkar, Owens, Zappa Nardelli, Myreen: "x86-TSO", CACM 53(7),
 * 2010). Each CPU has a queue of stores that only this CPU sees; the stores reach memory in order,
 * one at a time. A load takes each byte from the CPU's own youngest pending store to the byte, or
 * otherwise from memory.
 */
final class Tso implements SharedMemory {
  /**
   * A pending store: the number of its word, a mask of the bits that it covers, and the values of
   * those bits.
   */
  private static final int ENTRY = 3;

  private final Sc memory;
  private final Row[] buffers;

  Tso(Words words, int cpus) {
    this(new Sc(words, Row.EMPTY), new Row[cpus]);
    Arrays.fill(buffers, Row.EMPTY);
  }

  private Tso(Sc memory, Row[] buffers) {
    this.memory = memory;
    this.buffers = buffers;
  }

  /** Returns the words of pending stores without the stored values. */
  static Row shape(Row buffer) {
    long[] words = new long[buffer.size() / ENTRY];
    for (int i = 0; i < words.length; i++) {
      words[i] = buffer.get(i * ENTRY);
    }
    return new Row(words);
  }

  @Override
  public Words words() {
    return memory.words();
  }

  @Override
  public long load(int cpu, long address, int bytes) {
    Row buffer = buffers[cpu];
    if (buffer.size() == 0) {
      return memory.load(cpu, address, bytes);
    }
    int number = words().number(address);
    long word = words().get(memory.memory(), number);
    for (int i = 0; i < buffer.size(); i += ENTRY) {
      if (buffer.get(i) == number) {
        word = word & ~buffer.get(i + 1) | buffer.get(i + 2);
      }
    }
    return (word & Words.mask(address, bytes)) >>> Words.shift(address);
  }

  @Override
  public boolean holdsBack() {
    return true;
  }

  @Override
  public SharedMemory store(int cpu, long address, long value, int bytes) {
    long mask = Words.mask(address, bytes);
    long bits = value << Words.shift(address) & mask;
    return with(cpu, memory, buffers[cpu].plus(words().number(address), mask, bits));
  }

  private Tso with(int cpu, Sc changed, Row buffer) {
    Row[] all = buffers.clone();
    all[cpu] = buffer;
    return new Tso(changed, all);
  }

  @Override
  public List<Pending> pending(int cpu) {
    List<Pending> result = new ArrayList<>();
    Row b = buffers[cpu];
    for (int i = 0; i < b.size(); i += ENTRY) {
      int shift = Long.numberOfTrailingZeros(b.get(i + 1));
      result.add(
          new Pending(
              words().address((int) b.get(i)) + shift / 8,
              Long.bitCount(b.get(i + 1)) / 8,
              b.get(i + 2) >>> shift));
    }
    return result;
  }

  @Override
  public boolean isDrained(int cpu) {
    return buffers[cpu].size() == 0;
  }

  @Override
  public SharedMemory drain(int cpu) {
    Row b = buffers[cpu];
    Row after = words().with(memory.memory(), (int) b.get(0), b.get(1), b.get(2));
    return with(cpu, new Sc(words(), after), b.from(ENTRY));
  }

  @Override
  public SharedMemory write(long address, long value, int bytes) {
    return new Tso((Sc) memory.write(address, value, bytes), buffers);
  }

  @Override
  public int pendingWord(int cpu, int place) {
    return (int) buffers[cpu].get(place * ENTRY);
  }

  @Override
  public int pendingCount(int cpu) {
    return buffers[cpu].size() / ENTRY;
  }

  @Override
  public int keySize() {
    return 1 + buffers.length;
  }

  @Override
  public void write(Interner<Row> rows, int[] key, int at) {
    memory.write(rows, key, at);
    for (int i = 0; i < buffers.length; i++) {
      key[at + 1 + i] = rows.number(buffers[i]);
    }
  }

  @Override
  public SharedMemory read(Interner<Row> rows, int[] key, int at) {
    Row[] all = new Row[buffers.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = rows.get(key[at + 1 + i]);
    }
    return new Tso((Sc) memory.read(rows, key, at), all);
  }
}
