package fastpath.codegen.x86;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.asm.AsmPrinter;
import fastpath.codegen.ir.IrParser;
import fastpath.codegen.option.Dump;
import fastpath.codegen.option.Strategy;
import fastpath.codegen.source.Governor;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The back end's assembly, as instructions and labels, for small IR functions. */
class BackendTest {
  private record Case(String name, String ir, String assembly) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "a value that is returned stays where it is returned: saved around the cold call"
                  + " only",
              """
              function i64 @first(i64 %h) {
              entry:
                %0 = load i64 %h {volatile}
                %1 = icmp.ne i1 %0, %h
                %2 = add i64 %0, i64 -8
                %3 = select i64 %1, %2, i64 0
                %4 = load i32 @count {gs volatile}
                %5 = icmp.eq i1 %4, i32 -2147483648
                condbr %5 {0.1} -> slow, out
              slow(entry):
                call @preempt_schedule {cold}
                br -> out
              out(entry, slow):
                ret %3
              }
              """,
              """
              first:
              push %rbx
              mov (%rdi),%rax
              lea -0x8(%rax),%rbx
              xor %edx,%edx
              cmp %rdi,%rax
              cmove %rdx,%rbx
              mov %gs:count(%rip),%eax
              cmp $0x80000000,%eax
              je .Lfirst_2
              mov %rbx,%rax
              pop %rbx
              ret
              .Lfirst_2:
              call preempt_schedule
              mov %rbx,%rax
              pop %rbx
              ret
              """),
          new Case(
              "the temporary of the count took rax first, so the value goes to a callee-saved"
                  + " register",
              """
              function i64 @first2(i64 %h) {
              entry:
                %10 = load i32 @count {gs}
                %11 = add i32 %10, i32 1
                store @count, %11 {gs}
                %0 = load i64 %h {volatile}
                %1 = icmp.ne i1 %0, %h
                %2 = add i64 %0, i64 -8
                %3 = select i64 %1, %2, i64 0
                %4 = load i32 @count {gs}
                %6 = add i32 %4, i32 -1
                store @count, %6 {gs}
                %5 = icmp.eq i1 %6, i32 -2147483648
                condbr %5 {0.1} -> slow, out
              slow(entry):
                call @preempt_schedule
                br -> out
              out(entry, slow):
                ret %3
              }
              """,
              """
              first2:
              push %rbx
              addl $0x1,%gs:count(%rip)
              mov (%rdi),%rax
              lea -0x8(%rax),%rbx
              xor %edx,%edx
              cmp %rdi,%rax
              cmove %rdx,%rbx
              mov %gs:count(%rip),%eax
              sub $0x1,%eax
              mov %eax,%gs:count(%rip)
              cmp $0x80000000,%eax
              je .Lfirst2_2
              mov %rbx,%rax
              pop %rbx
              ret
              .Lfirst2_2:
              call preempt_schedule
              mov %rbx,%rax
              pop %rbx
              ret
              """),
          new Case(
              "a counted loop, the load folded into the sum",
              """
              function i32 @sum(i64 %p, i32 %n) {
              entry:
                %0 = icmp.sgt i1 %n, i32 0
                condbr %0 -> loop, out
              loop(entry, loop):
                %1 = phi i32 i32 0, %6
                %2 = phi i32 i32 0, %5
                %3 = sext i64 %1
                %7 = shl i64 %3, i64 2
                %8 = add i64 %p, %7
                %4 = load i32 %8
                %5 = add i32 %2, %4
                %6 = add i32 %1, i32 1
                %9 = icmp.slt i1 %6, %n
                condbr %9 {0.9} -> loop, out
              out(entry, loop):
                %10 = phi i32 i32 0, %5
                ret %10
              }
              """,
              """
              sum:
              test %esi,%esi
              jle .Lsum_2
              xor %eax,%eax
              xor %ecx,%ecx
              .Lsum_3:
              movslq %eax,%rdx
              add (%rdi,%rdx,4),%ecx
              add $0x1,%eax
              cmp %esi,%eax
              jl .Lsum_3
              mov %ecx,%eax
              ret
              .Lsum_2:
              xor %ecx,%ecx
              mov %ecx,%eax
              ret
              """),
          new Case(
              "nothing to keep: the call is a jump, no frame",
              """
              function void @tail(i64 %a, i64 %b) {
              entry:
                store %a, i32 5
                %1 = load i32 %b
                %2 = and i32 %1, i32 8
                %3 = icmp.ne i1 %2, i32 0
                condbr %3 {0.1} -> slow, out
              slow(entry):
                call @preempt_schedule {tail}
                ret
              out(entry):
                ret
              }
              """,
              """
              tail:
              movl $0x5,(%rdi)
              testl $0x8,(%rsi)
              jne .Ltail_2
              ret
              .Ltail_2:
              jmp preempt_schedule
              """),
          new Case(
              "the flags of cmpxchg say whether it succeeded",
              """
              function i32 @cx(i64 %p) {
              entry:
                %0 = load i32 %p
                br -> loop
              loop(entry, again):
                %1 = phi i32 %0, %3
                %2 = icmp.eq i1 %1, i32 0
                condbr %2 {0.1} -> no, again
              again(loop):
                %4 = add i32 %1, i32 1
                %3 = cmpxchg i32 %p, %1, %4 {seq_cst}
                %5 = icmp.eq i1 %3, %1
                condbr %5 {0.9} -> yes, loop
              yes(again):
                ret i32 1
              no(loop):
                ret i32 0
              }
              """,
              """
              cx:
              mov (%rdi),%eax
              .Lcx_3:
              test %eax,%eax
              je .Lcx_2
              lea 0x1(%rax),%edx
              lock cmpxchg %edx,(%rdi)
              jne .Lcx_3
              mov $0x1,%eax
              ret
              .Lcx_2:
              xor %eax,%eax
              ret
              """),
          new Case(
              "the early way out has no frame",
              """
              function i64 @early(i64 %p, i64 %q) {
              entry:
                %0 = load i32 %p
                %1 = icmp.eq i1 %0, i32 0
                condbr %1 {0.5} -> none, work
              none(entry):
                ret i64 0
              work(entry):
                %2 = call i64 @g, %q
                %3 = load i64 %p
                %4 = add i64 %2, %3
                store %q, %4
                ret %4
              }
              """,
              """
              early:
              cmpl $0x0,(%rdi)
              jne .Learly_2
              xor %eax,%eax
              ret
              .Learly_2:
              push %rbp
              push %rbx
              sub $0x8,%rsp
              mov %rsi,%rbp
              mov %rdi,%rbx
              mov %rbp,%rdi
              call g
              add (%rbx),%rax
              mov %rax,0x0(%rbp)
              add $0x8,%rsp
              pop %rbx
              pop %rbp
              ret
              """),
          new Case(
              "addresses take base, index, scale, displacement and symbol",
              """
              function i64 @addr(i64 %p, i64 %i) {
              entry:
                %0 = add i64 %p, i64 16
                %1 = mul i64 %i, i64 24
                %2 = add i64 %0, %1
                %3 = load i64 %2
                %4 = add i64 %2, i64 8
                %5 = load i32 %4
                %6 = zext i64 %5
                %7 = add i64 %3, %6
                %8 = shl i64 %i, i64 3
                %9 = add i64 @table, %8
                %10 = load i64 %9
                %11 = add i64 %7, %10
                ret %11
              }
              """,
              """
              addr:
              imul $0x18,%rsi,%rdx
              mov 0x18(%rdi,%rdx,1),%eax
              add 0x10(%rdi,%rdx,1),%rax
              add table(,%rsi,8),%rax
              ret
              """),
          new Case(
              "a list walk without a jump inside the loop",
              """
              function i32 @loops(i64 %list, i32 %key) {
              entry:
                %0 = load i64 %list
                %9 = icmp.eq i1 %0, i64 0
                condbr %9 {0.1} -> none, body
              body(entry, next):
                %1 = phi i64 %0, %3
                %2 = add i64 %1, i64 8
                %4 = load i32 %2
                %5 = icmp.eq i1 %4, %key
                condbr %5 {0.1} -> found, next
              next(body):
                %3 = load i64 %1
                %6 = icmp.eq i1 %3, i64 0
                condbr %6 {0.1} -> none, body
              found(body):
                %7 = add i64 %1, i64 12
                %8 = load i32 %7
                ret %8
              none(entry, next):
                ret i32 -1
              }
              """,
              """
              loops:
              mov (%rdi),%rax
              test %rax,%rax
              je .Lloops_2
              .Lloops_4:
              cmp %esi,0x8(%rax)
              je .Lloops_3
              mov (%rax),%rax
              test %rax,%rax
              jne .Lloops_4
              .Lloops_2:
              mov $0xffffffff,%eax
              ret
              .Lloops_3:
              mov 0xc(%rax),%eax
              ret
              """),
          new Case(
              "stack arguments in and out; what lives over the call is pushed",
              """
              function i32 @args(i32 %a, i32 %b, i32 %c, i32 %d, i32 %e, i32 %f, i32 %g, i64 %h) {
              entry:
                %0 = sdiv i32 %a, %b
                %1 = shl i32 %0, %c
                %2 = call i32 @ext, %f, %e, %d, %c, %b, %a, %g
                %3 = add i32 %2, %1
                %4 = add i32 %3, %g
                %5 = trunc i32 %h
                %6 = mul i32 %4, %5
                ret %6
              }
              """,
              """
              args:
              push %r14
              push %r13
              push %r12
              push %rbp
              push %rbx
              sub $0x10,%rsp
              mov %edi,%r10d
              mov %esi,%r11d
              mov %edx,%r12d
              mov %ecx,%r14d
              mov %r8d,%esi
              mov %r9d,%edi
              mov 0x40(%rsp),%ebp
              mov 0x48(%rsp),%r13
              mov %r10d,%eax
              cltd
              idiv %r11d
              mov %eax,%ebx
              mov %r12d,%ecx
              shl %cl,%ebx
              mov %rbp,(%rsp)
              mov %r14d,%edx
              mov %r12d,%ecx
              mov %r11d,%r8d
              mov %r10d,%r9d
              call ext
              add %ebx,%eax
              add %ebp,%eax
              imul %r13d,%eax
              add $0x10,%rsp
              pop %rbx
              pop %rbp
              pop %r12
              pop %r13
              pop %r14
              ret
              """),
          new Case(
              "a jump table; ways out are copied",
              """
              function i32 @sw(i32 %x, i64 %p) {
              entry:
                switch %x {0, 1, 2, 3, 4, 7} -> d, a, b, c, a, b, d
              a(entry, entry):
                %0 = call i32 @g1
                ret %0
              b(entry, entry):
                store %p, i32 4
                br -> d
              c(entry):
                br -> d
              d(entry, entry, b, c):
                %2 = phi i32 i32 7, i32 8, %x, i32 9
                ret %2
              }
              """,
              """
              sw:
              mov %edi,%eax
              mov %eax,%edx
              cmp $0x7,%edx
              ja .Lsw_2
              jmp *.Ltable_7(,%rdx,8)
              .Ltable_7:
              .Lsw_3:
              sub $0x8,%rsp
              call g1
              add $0x8,%rsp
              ret
              .Lsw_4:
              movl $0x4,(%rsi)
              ret
              .Lsw_6:
              mov $0x8,%eax
              ret
              .Lsw_5:
              mov $0x9,%eax
              ret
              .Lsw_2:
              mov $0x7,%eax
              ret
              """),
          new Case(
              "locked operations, division, byte swap",
              """
              function i32 @atom(i64 %p, i32 %v) {
              entry:
                %0 = atomic_rmw i32 %p, i32 1 {seq_cst add}
                %1 = atomic_rmw i32 %p, %v {seq_cst add}
                %2 = atomic_rmw i32 %p, %v {seq_cst or}
                %3 = atomic_rmw i32 %p, i32 3 {seq_cst xchg}
                %4 = add i32 %1, %3
                %5 = udiv i32 %4, i32 10
                %6 = urem i32 %v, %5
                %7 = bswap i32 %6
                %8 = rotl i32 %7, i32 5
                ret %8
              }
              """,
              """
              atom:
              lock addl $0x1,(%rdi)
              mov %esi,%eax
              lock xadd %eax,(%rdi)
              lock or %esi,(%rdi)
              mov $0x3,%edx
              xchg %edx,(%rdi)
              add %edx,%eax
              mov $0xa,%ecx
              xor %edx,%edx
              div %ecx
              mov %eax,%ecx
              mov %esi,%eax
              xor %edx,%edx
              div %ecx
              mov %edx,%eax
              bswap %eax
              rol $0x5,%eax
              ret
              """),
          new Case(
              "the flag output of an asm goes straight into the branch",
              """
              function i32 @flagged(i64 %p, i64 %q) {
              entry:
                %0 = asm @count {"decl %%gs:%0" volatile memory (out i32 memory arg 0) (flag_out i8 flag e result 0)}
                %1 = result i1 %0 {0}
                %2 = load i32 %p
                condbr %1 {0.1} -> slow, out
              slow(entry):
                call @preempt_schedule
                br -> out
              out(entry, slow):
                ret %2
              }
              """,
              """
              flagged:
              decl %gs:count(%rip)
              mov (%rdi),%eax
              je .Lflagged_2
              ret
              .Lflagged_2:
              sub $0x8,%rsp
              mov %eax,(%rsp)
              call preempt_schedule
              mov (%rsp),%eax
              add $0x8,%rsp
              ret
              """),
          new Case(
              "a short exit with an asm stands twice",
              """
              function i32 @twice(i32 %x, i64 %p) {
              entry:
                %0 = icmp.eq i1 %p, i64 0
                condbr %0 -> out, load
              load(entry):
                %1 = load i32 %p
                br -> out
              out(entry, load):
                %2 = phi i32 %x, %1
                asm {"popf" volatile memory}
                ret %2
              }
              """,
              """
              twice:
              mov %edi,%eax
              test %rsi,%rsi
              jne .Ltwice_2
              popf
              ret
              .Ltwice_2:
              mov (%rsi),%eax
              popf
              ret
              """),
          new Case(
              "a short exit with an asm that defines a symbol stands once",
              """
              function i32 @once(i32 %x, i64 %p) {
              entry:
                %0 = icmp.eq i1 %p, i64 0
                condbr %0 -> out, load
              load(entry):
                %1 = load i32 %p
                br -> out
              out(entry, load):
                %2 = phi i32 %x, %1
                asm {"leaving: popf" volatile memory}
                ret %2
              }
              """,
              """
              once:
              mov %edi,%eax
              test %rsi,%rsi
              jne .Lonce_2
              .Lonce_3:
              leaving:
              popf
              ret
              .Lonce_2:
              mov (%rsi),%eax
              jmp .Lonce_3
              """),
          new Case(
              "asm goto falls through; the other way is a frame of its own",
              """
              function i32 @going(i32 %x) {
              entry:
                %0 = add i32 %x, i32 3
                asm_goto @count {"decl %%gs:%0; je %l[slow]" volatile memory (in i32 memory arg 0) label slow} -> out, slow
              slow(entry):
                call @preempt_schedule {tail}
                ret i32 0
              out(entry):
                ret %0
              }
              """,
              """
              going:
              lea 0x3(%rdi),%eax
              decl %gs:count(%rip)
              je .Lgoing_2
              ret
              .Lgoing_2:
              sub $0x8,%rsp
              call preempt_schedule
              xor %eax,%eax
              add $0x8,%rsp
              ret
              """),
          new Case(
              "asm operands in the registers it names",
              """
              function i64 @fixed(i64 %to, i64 %from, i64 %n) {
              entry:
                %0 = asm %to, %from, %n, i64 7 {"rep movsb; lea %c4(%[len]), %k[len]" volatile memory (out i64 register registers RDI result 0) (out i64 register registers RSI result 1) (out i64 name len register registers RCX result 2) (in i64 register tied 0 arg 0) (in i64 immediate arg 3) (in i64 register tied 1 arg 1) (in i64 register tied 2 arg 2) clobbers RAX}
                %1 = result i64 %0 {0}
                %2 = result i64 %0 {1}
                %3 = result i64 %0 {2}
                ret %3
              }
              """,
              """
              fixed:
              mov %rdx,%rcx
              rep movsb %ds:(%rsi),%es:(%rdi)
              lea 0x7(%rcx),%ecx
              mov %rcx,%rax
              ret
              """));

  @TestFactory
  List<DynamicTest> cases() {
    return CASES.stream()
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> assertEquals(c.assembly(), code(c.ir()))))
        .toList();
  }

  private static String code(String ir) {
    String text =
        AsmPrinter.print(
            Backend.emit(IrParser.parse(ir), Strategy.DEFAULT, Dump.NONE, new Governor()));
    return text.lines()
            .filter(line -> !line.strip().startsWith(".") || line.endsWith(":"))
            .filter(line -> !line.startsWith(".Lend"))
            .map(line -> line.strip().replaceAll("\\s+", " "))
            .collect(Collectors.joining("\n"))
        + "\n";
  }
}
