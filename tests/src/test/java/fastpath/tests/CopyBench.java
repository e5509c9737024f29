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
 * A machine with {@code copies/driver.c} booted, and sixty-four places for user access: a kernel
 * slot each and a piece of user memory that ends, without a page's help, at any multiple of a byte,
 * so that every pair of misalignments can meet every faulting byte.
 */
final class CopyBench {
  static final int PLACES = 64;
  private static final int SLOT = 512;
  private static final int MARGIN = 64;
  private static final long USER = 0x600000000000L;
  private static final long USER_STEP = 0x1000;
  private static final int PLACE_BYTES = 24;

  /** What is to be true of one place afterwards. */
  @FunctionalInterface
  interface Model {
    /**
     * Changes the bytes of the kernel's slot and of user memory as the access should have done.
     *
     * @param kernelAt where the access starts in its slot
     * @param userAt where it starts in user memory
     * @param present bytes of user memory from there on
     * @return what the access should have returned
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

  /** User memory before each access, for tests that want something particular in it. */
  byte[] userBefore(int place) {
    return userBefore[place];
  }

  /**
   * One access of n bytes at each place that is used.
   *
   * @param present by place: bytes of user memory from the access's start on; negative for a place
   *     that is not used
   * @return the first difference, or ""
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

  /** The place's misalignment on the kernel's side; user memory's end has the other. */
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
