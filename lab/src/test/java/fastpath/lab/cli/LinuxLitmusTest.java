package fastpath.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Litmus tests in the C of the Linux kernel's memory model, compiled and explored as x86 code. */
class LinuxLitmusTest {
  @TempDir Path folder;

  /**
   * @param says a part of stdout; if {@code code} is 2, a part of the one line on stderr, behind
   *     the file's name
   */
  record Case(String name, int code, String says, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case sb(String name, String fence, String verdict) {
    return new Case(
        name,
        0,
        verdict,
        """
        C SB
        (* Result: Sometimes *)
        {}

        P0(int *x, int *y)
        {
        \tint r0;

        \tWRITE_ONCE(*x, 1); FENCE /* a { in a comment */
        \tr0 = READ_ONCE(*y);
        }

        (* between *)
        P1(int *x, int *y)
        {
        \tint r0;

        \tWRITE_ONCE(*y, 1); FENCE
        \tr0 = READ_ONCE(*x);
        }

        exists (0:r0=0 /\\ 1:r0=0)
        """
            .replace("FENCE", fence));
  }

  private static Case one(String name, String verdict, String init, String rest) {
    return new Case(name, 0, verdict, "C one\n{ " + init + " }\n" + rest);
  }

  private static Case refused(String says, String rest) {
    return new Case(says, 2, says, "C bad\n{}\n" + rest);
  }

  static Stream<Case> cases() {
    String add = "P0(atomic_t *a) { int r0; r0 = atomic_add_return(2, a); }\n";
    return Stream.of(
        sb("store buffering", "", "Allowed"),
        sb("store buffering with fences", "smp_mb();", "Forbidden"),
        sb("store buffering with write barriers", "smp_wmb();", "Allowed"),
        one(
            "message passing",
            "Forbidden",
            "x=0; int y;",
            "P0(int *x, int *y) { WRITE_ONCE(*x, 1); smp_store_release(y, 1); }\n"
                + "P1(int *x, int *y) { int r0; int r1;\n r0 = smp_load_acquire(y);"
                + " r1 = READ_ONCE(*x); }\nexists (1:r0=1 /\\ 1:r1=0)\n"),
        one(
            "a lock",
            "Always",
            "",
            "P0(spinlock_t *s, int *x) { spin_lock(s); *x = *x + 1; spin_unlock(s); }\n"
                + "P1(spinlock_t *s, int *x) { spin_lock(s); *x = *x + 1; spin_unlock(s); }\n"
                + "forall (x=2)\n"),
        one(
            "an atomic variable with a first value",
            "Always",
            "atomic_t a = ATOMIC_INIT(3);",
            add + add.replace("P0", "P1") + "forall (a=7 /\\ (0:r0=5 \\/ 1:r0=5))\n"),
        one(
            "a pointer",
            "Forbidden",
            "int *p=&x; int x=7; int y=8;",
            "P0(int **p, int *y) { WRITE_ONCE(*y, 9); rcu_assign_pointer(*p, y); }\n"
                + "P1(int **p) { int r0; int *r1;\n rcu_read_lock(); r1 = rcu_dereference(*p);"
                + " r0 = *r1; rcu_read_unlock(); }\nexists (1:r0=8)\n"),
        one(
            "exchanges",
            "Allowed",
            "",
            "P0(int *x) { int r0; r0 = xchg(x, 1); }\n"
                + "P1(int *x) { int r0; r0 = cmpxchg(x, 0, 2); }\n"
                + "exists (0:r0=2 /\\ 1:r0=0 /\\ x=1)\n"),
        refused(
            "3: expected what one CPU does by itself; synchronize_rcu waits for readers in a way"
                + " that the test does not show",
            "P0(int *x) { synchronize_rcu(); }\nexists (x=1)\n"),
        refused(
            "4: expected no return: local variables are looked at",
            "P0(int *x) {\n return; }\nexists (x=1)\n"),
        refused(
            "3: expected a pointer such as int *x, found `int x'", "P0(int x) { }\nexists (x=1)\n"),
        refused("3: expected P0, found P1", "P1(int *x) { }\nexists (x=1)\n"),
        refused("4:2: 'r9' undeclared", "P0(int *x) {\n r9 = 1; }\nexists (x=1)\n"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasTheVerdictOfItsMachineCode(Case c) throws IOException {
    Path file = Files.writeString(folder.resolve("t.litmus"), c.text());
    Shell.Result result = Shell.run("", "litmus", file.toString(), "--compiler", "own", "--json");
    assertEquals(c.code(), result.code(), result.out() + result.err());
    if (c.code() == 0) {
      assertTrue(result.out().contains("\"verdict\": \"" + c.says() + "\""), result.out());
      assertTrue(result.out().contains("\"compiler\": \"own\""), result.out());
    } else {
      assertTrue(result.err().contains("t.litmus:" + c.says()), result.err());
      assertEquals(1, result.err().lines().count(), result.err());
    }
  }
}
