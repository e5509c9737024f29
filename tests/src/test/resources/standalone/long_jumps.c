/* setjmp and longjmp in assembler: errors thrown through several frames, and callee-saved registers kept. */
#include "runtime.h"

typedef u64 jump_buffer[8];

int set_jump(u64 *buffer) __attribute__((returns_twice));
void long_jump(u64 *buffer, int value) __attribute__((noreturn));

asm(".pushsection .text\n"
    ".globl set_jump\n"
    ".type set_jump, @function\n"
    "set_jump:\n\t"
    "movq %rbx, (%rdi)\n\t"
    "movq %rbp, 8(%rdi)\n\t"
    "movq %r12, 16(%rdi)\n\t"
    "movq %r13, 24(%rdi)\n\t"
    "movq %r14, 32(%rdi)\n\t"
    "movq %r15, 40(%rdi)\n\t"
    "leaq 8(%rsp), %rax\n\t"
    "movq %rax, 48(%rdi)\n\t"
    "movq (%rsp), %rax\n\t"
    "movq %rax, 56(%rdi)\n\t"
    "xorl %eax, %eax\n\t"
    "ret\n"
    ".size set_jump, . - set_jump\n"
    ".globl long_jump\n"
    ".type long_jump, @function\n"
    "long_jump:\n\t"
    "movl %esi, %eax\n\t"
    "testl %eax, %eax\n\t"
    "jnz 1f\n\t"
    "incl %eax\n"
    "1:\tmovq (%rdi), %rbx\n\t"
    "movq 8(%rdi), %rbp\n\t"
    "movq 16(%rdi), %r12\n\t"
    "movq 24(%rdi), %r13\n\t"
    "movq 32(%rdi), %r14\n\t"
    "movq 40(%rdi), %r15\n\t"
    "movq 48(%rdi), %rsp\n\t"
    "jmp *56(%rdi)\n"
    ".size long_jump, . - long_jump\n"
    ".popsection");

static int depths[12], thrown;

static u64 descend(u64 *buffer, int depth, int limit, u64 x)
{
	u64 a = x * 3, b = x ^ a, c = a + b, d = c * b, e = d - a;

	depths[depth]++;
	if (depth == limit)
		long_jump(buffer, depth);
	e += descend(buffer, depth + 1, limit, e);
	return a + b + c + d + e;
}

static int attempt(int limit)
{
	jump_buffer buffer;
	volatile int tries = 0;
	int caught = set_jump(buffer);

	if (caught) {
		thrown++;
		tries++;
		if (tries == 3)
			return caught * 10 + tries;
	}
	descend(buffer, 0, limit, (u64)limit);
	return -1;
}

/* A generator that leaves a loop from within a called function. */
static int sum_until(const int *numbers, int stop)
{
	jump_buffer out;
	volatile int sum = 0;

	if (!set_jump(out))
		for (;; numbers++) {
			if (*numbers == stop)
				long_jump(out, 0);
			sum += *numbers;
		}
	return sum;
}

int main(void)
{
	static const int numbers[] = { 3, 5, 8, 13, -1, 21 };
	int wrong = 0;

	for (int limit = 0; limit < 10; limit++)
		wrong += attempt(limit) != (limit ? limit * 10 : 10) + 3;
	dec(sum_until(numbers, -1));
	put("\n");
	line("thrown", (u64)thrown);
	line("depths", digest(depths, sizeof(depths)));
	return wrong;
}
