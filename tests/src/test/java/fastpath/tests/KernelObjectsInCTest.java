package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.EngineKind;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.lab.boot.AsBooted;
import fastpath.lab.boot.BootCpu;
import fastpath.lab.vmlinux.KernelFile;
import fastpath.lab.vmlinux.RunningKernel;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Functions in C that build objects of a kernel by means of the kernel's types and functions, as a
 * set-up file does. Each function returns 0 if every object is as it shall be, or the number of the
 * first line that does not hold. The kernels are those of {@link KernelImageTest}.
 */
class KernelObjectsInCTest {
  private static final String SOURCE =
      """
      #include <vmlinux.h>
      extern struct task_struct init_task;
      extern struct cred init_cred;
      #define CHECK(condition) do { if (!(condition)) return __LINE__; } while (0)

      static int numbers[12] = { 5, 3, -9, 1, 7, 2, 8, 6, 0, 11, -4, 10 };
      static int less(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
      int sorting(void)
      {
        int i;
        sort(numbers, 12, 4, less, 0);
        for (i = 1; i < 12; i++)
          CHECK(numbers[i - 1] < numbers[i]);
        return 0;
      }

      struct item { struct list_head link; int key; };
      static struct item items[9];
      static struct list_head head;
      static int later(void *priv, const struct list_head *a, const struct list_head *b)
      {
        return ((const struct item *)a)->key > ((const struct item *)b)->key;
      }
      int lists(void)
      {
        struct list_head *at;
        int i, last = -1, count = 0;
        head.next = head.prev = &head;
        for (i = 0; i < 9; i++) {
          items[i].key = i * 7 % 9;
          items[i].link.next = head.next;
          items[i].link.prev = &head;
          head.next->prev = &items[i].link;
          head.next = &items[i].link;
        }
        list_sort(0, &head, later);
        for (at = head.next; at != &head; at = at->next) {
          CHECK(at->next->prev == at);
          CHECK(((struct item *)at)->key == last + 1);
          last = ((struct item *)at)->key;
          count++;
        }
        CHECK(count == 9);
        return 0;
      }

      struct leaf { struct rb_node node; int key; };
      static struct leaf leaves[31];
      static struct rb_root tree;
      static void insert(struct leaf *leaf)
      {
        struct rb_node **at = &tree.rb_node, *parent = 0;
        while (*at) {
          parent = *at;
          at = leaf->key < ((struct leaf *)parent)->key ? &parent->rb_left : &parent->rb_right;
        }
        leaf->node.__rb_parent_color = (unsigned long)parent;
        leaf->node.rb_left = leaf->node.rb_right = 0;
        *at = &leaf->node;
        rb_insert_color(&leaf->node, &tree);
      }
      int trees(void)
      {
        struct rb_node *at;
        int i, key = 0;
        tree.rb_node = 0;
        for (i = 0; i < 31; i++) {
          leaves[i].key = i * 12 % 31;
          insert(&leaves[i]);
        }
        for (at = rb_first(&tree); at; at = rb_next(at))
          CHECK(((struct leaf *)at)->key == key++);
        CHECK(key == 31);
        for (i = 0; i < 31; i++)
          if (leaves[i].key % 2)
            rb_erase(&leaves[i].node, &tree);
        key = 30;
        for (at = rb_last(&tree); at; at = rb_prev(at), key -= 2)
          CHECK(((struct leaf *)at)->key == key);
        CHECK(key == -2);
        return 0;
      }

      static raw_spinlock_t lock;
      int locks(void)
      {
        lock.raw_lock.val.counter = 0;
        _raw_spin_lock(&lock);
        CHECK(lock.raw_lock.val.counter == 1);
        CHECK(!_raw_spin_trylock(&lock));
        _raw_spin_unlock(&lock);
        CHECK(lock.raw_lock.val.counter == 0);
        CHECK(_raw_spin_trylock(&lock));
        CHECK(lock.raw_lock.val.counter == 1);
        _raw_spin_unlock(&lock);
        return 0;
      }

      static refcount_t references;
      int counts(void)
      {
        references.refs.counter = 2;
        CHECK(!refcount_dec_if_one(&references));
        CHECK(refcount_dec_not_one(&references));
        CHECK(!refcount_dec_not_one(&references));
        CHECK(refcount_dec_if_one(&references));
        CHECK(references.refs.counter == 0);
        return 0;
      }

      int credentials(void)
      {
        int before = init_cred.usage.counter;
        CHECK(get_task_cred(&init_task) == &init_cred);
        CHECK(init_cred.usage.counter == before + 1);
        return 0;
      }
      """;

  private static final List<String> FUNCTIONS =
      List.of("sorting", "lists", "trees", "locks", "counts", "credentials");

  private static final EngineKind[] ENGINES = {EngineKind.INTERPRETER, EngineKind.TRANSLATOR};

  @Test
  void objectsAreAsTheyShallBe() throws IOException {
    for (Path kernel : KernelImageTest.kernels()) {
      Image image = image(kernel);
      AsBooted.patch(image, BootCpu.of("intel"));
      List<String> wrong = new ArrayList<>();
      for (String function : FUNCTIONS) {
        Outcome first = call(image, ENGINES[0], function);
        Outcome second = call(image, ENGINES[1], function);
        if (first.stop() != Stop.RETURN || (int) first.value() != 0) {
          wrong.add(function + ": " + GuestCall.describe(first));
        }
        assertEquals(first.counters(), second.counters(), function);
        System.out.printf(
            "KernelObjectsInCTest: %s: %s, %d instructions%n",
            kernel, function, first.counters().instructions());
      }
      assertEquals(List.of(), wrong, kernel.toString());
    }
  }

  private static Image image(Path kernel) throws IOException {
    String name = kernel.toString();
    byte[] elf = KernelFile.open(name, Files.readAllBytes(kernel), Optional::empty);
    Program program =
        new Program(
            List.of(
                new Program.Input.Text(new Source("objects.c", SOURCE)),
                new Program.Input.Binary(name, elf)));
    try (Workshop workshop = new Workshop()) {
      return program.link(
          workshop, Optional.empty(), new OwnCompiler(), Options.DEFAULT, LinkOptions.kernel());
    }
  }

  private static Outcome call(Image image, EngineKind engine, String function) {
    RunningKernel running = RunningKernel.of(image).orElseThrow();
    MachineOptions options =
        running
            .onIdleStack(MachineOptions.defaults())
            .withEngine(engine)
            .withMaxInstructions(1_000_000);
    GuestCall scene = GuestCall.of(image, options);
    return scene.machine().call(function);
  }
}
