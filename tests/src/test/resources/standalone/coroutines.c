/* Coroutines with stacks of their own, switched in assembler: producers, a pipeline, a round robin. */
#include "runtime.h"

struct routine {
	u64 sp;
	void (*body)(struct routine *);
	u32 value, done, left;
	u64 stack[256] __attribute__((aligned(16)));
};

static struct routine routines[4];
static u64 main_sp;
static struct routine *running;
static char trace[80];
static u32 traced;

void switch_stacks(u64 *save, u64 load);

asm(".pushsection .text\n"
    ".globl switch_stacks\n"
    ".type switch_stacks, @function\n"
    "switch_stacks:\n\t"
    "pushq %rbx\n\tpushq %rbp\n\tpushq %r12\n\tpushq %r13\n\tpushq %r14\n\tpushq %r15\n\t"
    "movq %rsp, (%rdi)\n\t"
    "movq %rsi, %rsp\n\t"
    "popq %r15\n\tpopq %r14\n\tpopq %r13\n\tpopq %r12\n\tpopq %rbp\n\tpopq %rbx\n\t"
    "ret\n"
    ".size switch_stacks, . - switch_stacks\n"
    ".popsection");

static void yield(u32 value)
{
	running->value = value;
	switch_stacks(&running->sp, main_sp);
}

static void enter(void)
{
	running->body(running);
	running->done = 1;
	yield(0);
}

static void start(struct routine *r, void (*body)(struct routine *), u32 left)
{
	u64 *sp = r->stack + COUNT(r->stack);

	*--sp = 0;
	*--sp = (u64)enter;
	sp -= 6;
	memset(sp, 0, 6 * sizeof(*sp));
	r->sp = (u64)sp;
	r->body = body;
	r->left = left;
	r->done = 0;
}

static u32 resume(struct routine *r)
{
	running = r;
	switch_stacks(&main_sp, r->sp);
	return r->value;
}

static void count_down(struct routine *r)
{
	while (r->left)
		yield(r->left--);
}

static void squares(struct routine *r)
{
	for (u32 i = 1; i <= r->left; i++)
		yield(i * i);
}

static void recurse(u32 n)
{
	if (n > 1)
		recurse(n - 1);
	yield(n);
	if (n > 1)
		recurse(n - 1);
}

static void ruler(struct routine *r)
{
	recurse(r->left);
}

int main(void)
{
	u32 alive = 3, sum = 0;

	start(&routines[0], count_down, 7);
	start(&routines[1], squares, 5);
	start(&routines[2], ruler, 4);
	while (alive) {
		alive = 0;
		for (u32 i = 0; i < 3; i++) {
			u32 v;

			if (routines[i].done)
				continue;
			v = resume(&routines[i]);
			alive += !routines[i].done;
			sum = sum * 5 + v;
			if (!routines[i].done && traced < sizeof(trace))
				trace[traced++] = (char)('a' + v % 26);
		}
	}
	put_bytes(trace, traced);
	put("\n");
	line("sum", sum);
	main_sp = 0;
	running = NULL;
	for (u32 i = 0; i < COUNT(routines); i++)
		routines[i].sp = 0;
	return 0;
}
