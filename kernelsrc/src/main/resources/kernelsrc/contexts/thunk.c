// SPDX-License-Identifier: Apache-2.0
/*
 * @name   thunk
 * @title  the way into the scheduler that no compiler sees as a call
 * @call   thunk
 * @setup  thunk_setup
 * @digest lab_digest_trace
 * @region preempt
 * @expect V5 CL CI CQ CGp: W = 0x0
 * @expect V6 CDf: W = 0x0
 * @expect CDn CDv: W = 0x0
 * @expect all: = 0x0
 * @why    Its callers have told the compiler of no register that changes: each comes back as it was,
 *         whether a reschedule happens or not.
 */
#include <lab_worker.h>
#include <linux/irqflags.h>

#if defined(CONFIG_PREEMPT_THUNK)
#define TARGET	"___preempt_schedule"
#elif defined(CONFIG_PREEMPT_STATIC_CALL) && !defined(CONFIG_STATIC_CALL_FROM_C)
#define TARGET	"__SCT__preempt_schedule"
#endif

void thunk_setup(unsigned long args[6])
{
	(void)args;
	start_worker();
}

#ifdef TARGET
static unsigned long seen[16];

#define PATTERN		0x5a01020304050600UL

/*
 * Fills the registers, calls, and writes down what they hold then; rsp by how much it is off. rbp is left
 * out, since not every compiler lets it go: what a callee does to it is seen elsewhere.
 */
static noinline void enter(void)
{
	__asm__ __volatile__(
		"movabsq $0x5a01020304050600, %%rax\n\t"
		"leaq 1(%%rax), %%rcx\n\tleaq 2(%%rax), %%rdx\n\tleaq 3(%%rax), %%rbx\n\t"
		"leaq 6(%%rax), %%rsi\n\tleaq 7(%%rax), %%rdi\n\tleaq 8(%%rax), %%r8\n\t"
		"leaq 9(%%rax), %%r9\n\tleaq 10(%%rax), %%r10\n\tleaq 11(%%rax), %%r11\n\t"
		"leaq 12(%%rax), %%r12\n\tleaq 13(%%rax), %%r13\n\tleaq 14(%%rax), %%r14\n\t"
		"leaq 15(%%rax), %%r15\n\t"
		"movq %%rsp, %c0+32\n\t"
		"call " TARGET "\n\t"
		"subq %%rsp, %c0+32\n\t"
		"movq %%rax, %c0\n\tmovq %%rcx, %c0+8\n\tmovq %%rdx, %c0+16\n\tmovq %%rbx, %c0+24\n\t"
		"movq %%rsi, %c0+48\n\tmovq %%rdi, %c0+56\n\tmovq %%r8, %c0+64\n\t"
		"movq %%r9, %c0+72\n\tmovq %%r10, %c0+80\n\tmovq %%r11, %c0+88\n\tmovq %%r12, %c0+96\n\t"
		"movq %%r13, %c0+104\n\tmovq %%r14, %c0+112\n\tmovq %%r15, %c0+120"
		: : "i" (seen)
		: "rax", "rcx", "rdx", "rbx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
		  "r15", "memory", "cc");
}

static unsigned long changed(void)
{
	unsigned long which = 0;
	unsigned int i;

	for (i = 0; i < 16; i++)
		if (i != 5 && READ_ONCE(seen[i]) != (i == 4 ? 0 : PATTERN + i))
			which |= 1UL << i;
	return which;
}

/* A bit for each register that has changed: with nothing wanted, then with somebody to run. */
unsigned long thunk(void)
{
	unsigned long which;

	enter();
	which = changed();
	local_irq_disable();
	wake_up_process(worker);
	local_irq_enable();
	enter();
	schedule();
	return which | changed();
}
#else
unsigned long thunk(void)
{
	return 0;
}
#endif
