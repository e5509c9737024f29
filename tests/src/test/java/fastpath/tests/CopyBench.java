package fastpath.tests;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import fastpath.lab.workshop.GuestCall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A machine with {@code copies/driver.c} booted and 64 places for user access. Each place has a
 * slot in kernel memory and a piece of user memory; the pieces end at different byte offsets, so
 * that every pair of misalignments can be combined with every faulting byte.
 */
final class CopyBench {
  static final int PLACES = 64;
  private static final int SLOT = 512;
  private static final int MARGIN = 64;
  private static final long USER = 0x600000000000L;
  private static final long USER_STEP = 0x1000;
  private static final int PLACE_BYTES = 24;

  /** The expected effect of an access at one place. */
  @FunctionalInterface
  interface Model {
    /**
     * Applies the access to copies of the kernel slot and of user memory, as the code under test
     * should have done.
     *
     * @param kernelAt offset in the kernel slot at which the access starts
     * @param userAt offset in user memory at which the access starts
     * @param present number of accessible bytes of user memory from {@code userAt} on
     * @return the expected result of the access
     */
    long apply(byte[] kernel, int kernelAt, byte[] user, int userAt, int present);
  }

  private final Machine machine;
  private final long run;
  private final long places;
  private final Mapping data;
  private final int slotsAt;
  private final Mapping[] user = new Mapping[PLACES];
  private final byte[] kernelBefore = new byte[SLOT];
  private final byte[][] userBefore = new byte[PLACES][];
  private final byte[] expectedKernel = new byte[SLOT];
  private final byte[][] expectedUser = new byte[PLACES][];

  CopyBench(Image image, EngineKind engine) {
    MachineOptions options =
        MachineOptions.defaults().withStackBytes(GuestCall.DEFAULT_THREAD_SIZE).withEngine(engine);
    machine = Machine.create(image, options);
    Random random = new Random(5);
    random.nextBytes(kernelBefore);
    for (int p = 0; p < PLACES; p++) {
      long start = USER + p * USER_STEP;
      machine.memory().map(start, SLOT + p / 8, Memory.READ | Memory.WRITE | Memory.USER, "user");
      user[p] = machine.memory().mapping(start);
      userBefore[p] = new byte[SLOT + p / 8];
      random.nextBytes(userBefore[p]);
      expectedUser[p] = new byte[SLOT + p / 8];
    }
    run = machine.symbol("run");
    places = machine.symbol("places");
    data = machine.memory().mapping(machine.symbol("slots"));
    slotsAt = (int) (machine.symbol("slots") - data.address());
    GuestCall.finish("boot", machine.call("boot"));
  }

  /** Returns the initial content of a place's user memory, which a test may change. */
  byte[] userBefore(int place) {
    return userBefore[place];
  }

  /**
   * Performs one access of n bytes at each place in use.
   *
   * @param present for each place, the number of accessible bytes of user memory from the access's
   *     start on; negative if the place is not used
   * @return the first difference from the expectation, or "" if none
   */
  String check(int operation, int n, int[] present, Model model) {
    int[] used = IntStream.range(0, PLACES).filter(p -> present[p] >= 0).toArray();
    ByteBuffer table =
        ByteBuffer.allocate(used.length * PLACE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int p : used) {
      System.arraycopy(kernelBefore, 0, data.bytes(), slotsAt + p * SLOT, SLOT);
      System.arraycopy(userBefore[p], 0, user[p].bytes(), 0, userBefore[p].length);
      table.putLong(data.address() + slotsAt + (long) p * SLOT + kernelAt(p));
      table.putLong(user[p].address() + userBefore[p].length - present[p]).putLong(-1);
    }
    machine.memory().write(places, table.array());
    GuestCall.finish("run", machine.call(run, operation, n, used.length));
    byte[] results = machine.memory().read(places, table.capacity());
    ByteBuffer after = ByteBuffer.wrap(results).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < used.length; i++) {
      int p = used[i];
      String difference = difference(p, present[p], after.getLong(i * PLACE_BYTES + 16), model);
      if (!difference.isEmpty()) {
        return "%d bytes, %d present, place %d: %s".formatted(n, present[p], p, difference);
      }
    }
    return "";
  }

  /**
   * Returns the offset in the kernel slot, which sets the place's kernel misalignment; the end of
   * user memory sets the user misalignment.
   */
  private static int kernelAt(int place) {
    return MARGIN + place % 8;
  }

  private String difference(int p, int present, long result, Model model) {
    System.arraycopy(kernelBefore, 0, expectedKernel, 0, SLOT);
    System.arraycopy(userBefore[p], 0, expectedUser[p], 0, userBefore[p].length);
    int userAt = userBefore[p].length - present;
    long expected = model.apply(expectedKernel, kernelAt(p), expectedUser[p], userAt, present);
    if (result != expected) {
      return "returned " + result + ", not " + expected;
    }
    int slot = slotsAt + p * SLOT;
    int at = Arrays.mismatch(data.bytes(), slot, slot + SLOT, expectedKernel, 0, SLOT);
    if (at >= 0) {
      return "the kernel's byte " + (at - kernelAt(p)) + " is wrong";
    }
    at = Arrays.mismatch(user[p].bytes(), expectedUser[p]);
    return at < 0 ? "" : "the user's byte " + (at - userAt) + " is wrong";
  }
}
