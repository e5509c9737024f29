// SPDX-License-Identifier: Apache-2.0
/* Calls of functions and starts of programs, and what is said of them. */
#include "stepper.h"

#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>

#define SENTINEL 0x5e17ULL /* what callee-saved registers hold at the call, plus their number */

static void print_counts(const struct counts *counts)
{
	printf(" instructions=%lu own=%lu rep=%lu pushes=%lu stack=%lu total=%lu calls=%lu", counts->instructions,
	       counts->own, counts->rep, counts->pushes, counts->stack, counts->total, counts->calls);
}

static void print_ending(const struct ending *e, const char *target, const struct counts *counts)
{
	static const char *const names[] = { "", "", "exit", "halt", "limit", "fault", "unrun" };

	printf("%s %s signal=%d rip=%#llx", names[e->stop], target, e->signal, regs.rip);
	if (e->stop == EXITED)
		printf(" exit=%llu", regs.rdi & 255);
	if (e->stop == FAULTED)
		printf(" vector=%d error=%#lx address=%#lx", e->vector, e->error, e->address);
	if (e->stop == UNRUN)
		printf(" why=%s", e->why);
	print_counts(counts);
	printf("\n");
	fflush(stdout);
}

static uint64_t sentinel(int number)
{
	return plain ? 0 : SENTINEL + number;
}

static int kept_callee_saved(uint64_t entry)
{
	return regs.rsp == entry + 8 && regs.rbx == sentinel(3) && regs.rbp == sentinel(5) && regs.r12 == sentinel(12)
	       && regs.r13 == sentinel(13) && regs.r14 == sentinel(14) && regs.r15 == sentinel(15);
}

static void set_arguments(int argc, char **argv)
{
	unsigned long long *registers[] = { &regs.rdi, &regs.rsi, &regs.rdx, &regs.rcx, &regs.r8, &regs.r9 };
	uint64_t values[6] = { 0 };

	for (int i = 0; i < argc && i < 6; i++) {
		if (!strcmp(argv[i], "argv")) {
			if (read_guest(ARGS_AT, values, sizeof(values)))
				die("the array of arguments cannot be read");
		} else {
			values[i] = number(argv[i]);
		}
	}
	for (int i = 0; i < 6; i++)
		*registers[i] = values[i];
}

static uint64_t begin_call(const char *target, int argc, char **argv)
{
	uint64_t entry = stack_base + stack_size - 64 - 8, back = RETURN_AT;

	if (write_guest(entry, &back, sizeof(back)))
		die("the stack cannot be written");
	clear_registers(number(target), entry);
	set_arguments(argc, argv);
	regs.rbx = sentinel(3);
	regs.rbp = sentinel(5);
	regs.r12 = sentinel(12);
	regs.r13 = sentinel(13);
	regs.r14 = sentinel(14);
	regs.r15 = sentinel(15);
	ptrace(PTRACE_SETREGS, child, 0, &regs);
	return entry;
}

void call(const char *target, int argc, char **argv, int stepping)
{
	struct counts counts = { 0 };
	struct ending ending;
	uint64_t entry;

	if (!stack_size)
		die("no stack");
	if (!child)
		start_child();
	entry = begin_call(target, argc, argv);
	ending = go(target, stepping, &counts);
	if (ending.stop == RETURNED && !plain && !kept_callee_saved(entry)) {
		ending.stop = FAULTED;
		ending.vector = NO_VECTOR;
	}
	if (ending.stop != RETURNED) {
		print_ending(&ending, target, &counts);
		if (stepping)
			return;
		keep_all();
		leave(1);
	}
	last = regs.rax;
	printf("%s %s rax=%#llx", stepping ? "step" : "run", target, regs.rax);
	if (stepping)
		print_counts(&counts);
	printf("\n");
}

void enter(const char *target, uint64_t rsp, int stepping)
{
	struct counts counts = { 0 };
	struct ending ending;

	if (!child)
		start_child();
	clear_registers(number(target), rsp);
	ptrace(PTRACE_SETREGS, child, 0, &regs);
	ending = go(target, stepping, &counts);
	if (ending.stop == RETURNED) {
		ending.stop = FAULTED;
		ending.vector = NO_VECTOR;
	}
	print_ending(&ending, target, &counts);
}
