package fastpath.emulator.explore;

import java.util.List;

/** Sequential consistency: every access takes effect at once. */
record Sc(Words words, Row memory) implements SharedMemory {
  @Override
  public long load(int cpu, long address, int bytes) {
    int inWord = Words.within(address, bytes);
    if (inWord < bytes) {
      long rest = load(cpu, address + inWord, bytes - inWord);
      return load(cpu, address, inWord) | rest << 8 * inWord;
    }
    long word = words.get(memory, words.number(address));
    return (word & Words.mask(address, bytes)) >>> Words.shift(address);
  }

  @Override
  public SharedMemory write(long address, long value, int bytes) {
    int inWord = Words.within(address, bytes);
    long mask = Words.mask(address, inWord);
    long shifted = value << Words.shift(address);
    Sc changed = new Sc(words, words.with(memory, words.number(address), mask, shifted));
    return inWord == bytes
        ? changed
        : changed.write(address + inWord, value >>> 8 * inWord, bytes - inWord);
  }

  @Override
  public boolean holdsBack() {
    return false;
  }

  @Override
  public SharedMemory store(int cpu, long address, long value, int bytes) {
    return write(address, value, bytes);
  }

  @Override
  public List<Pending> pending(int cpu) {
    return List.of();
  }

  @Override
  public boolean isDrained(int cpu) {
    return true;
  }

  @Override
  public SharedMemory drain(int cpu) {
    throw new IllegalStateException("nothing is pending");
  }

  @Override
  public int pendingWord(int cpu, int place) {
    throw new IllegalStateException("nothing is pending");
  }

  @Override
  public int pendingCount(int cpu) {
    return 0;
  }

  @Override
  public int keySize() {
    return 1;
  }

  @Override
  public void write(Interner<Row> rows, int[] key, int at) {
    key[at] = rows.number(memory);
  }

  @Override
  public SharedMemory read(Interner<Row> rows, int[] key, int at) {
    return new Sc(words, rows.get(key[at]));
  }
}
