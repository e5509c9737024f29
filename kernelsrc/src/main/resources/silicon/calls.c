// SPDX-License-Identifier: Apache-2.0
/* Calls of functions and starts of programs, and what is said of them. */
#include "stepper.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>

#define SENTINEL 0x5e17ULL /* what callee-saved registers hold at the call, plus their number */

static void print_counts(const struct counts *counts)
{
	printf(" instructions=%lu own=%lu rep=%lu pushes=%lu stack=%lu total=%lu calls=%lu", counts->instructions,
	       counts->own, counts->rep, counts->pushes, counts->stack, counts->total, counts->calls);
}

static void print_stop(enum stop stop, const char *target, int signal, uint64_t code, const struct counts *counts)
{
	static const char *const names[] = { "", "", "exit", "halt", "limit", "fault" };

	printf("%s %s signal=%d rip=%#llx", names[stop], target, signal, regs.rip);
	if (stop == EXITED)
		printf(" exit=%lu", code & 255);
	print_counts(counts);
	printf("\n");
	fflush(stdout);
}

static uint64_t sentinel(int number)
{
	return plain ? 0 : SENTINEL + number;
}

void call(const char *target, int argc, char **argv, int stepping)
{
	struct counts counts = { 0 };
	uint64_t values[6] = { 0 }, entry;
	enum stop stop;
	int signal;

	if (!stack_size)
		die("no stack");
	if (!child)
		start_child();
	for (int i = 0; i < argc && i < 6; i++) {
		if (!strcmp(argv[i], "argv"))
			memcpy(values, (void *)ARGS_AT, sizeof(values));
		else
			values[i] = number(argv[i]);
	}
	entry = stack_base + stack_size - 64 - 8;
	*(uint64_t *)entry = RETURN_AT;
	clear_registers(number(target), entry);
	regs.rdi = values[0];
	regs.rsi = values[1];
	regs.rdx = values[2];
	regs.rcx = values[3];
	regs.r8 = values[4];
	regs.r9 = values[5];
	regs.rbx = sentinel(3);
	regs.rbp = sentinel(5);
	regs.r12 = sentinel(12);
	regs.r13 = sentinel(13);
	regs.r14 = sentinel(14);
	regs.r15 = sentinel(15);
	ptrace(PTRACE_SETREGS, child, 0, &regs);
	stop = go(target, stepping, &counts, &signal);
	if (stop == RETURNED
	    && (regs.rsp != entry + 8 || regs.rbx != sentinel(3) || regs.rbp != sentinel(5) || regs.r12 != sentinel(12)
		|| regs.r13 != sentinel(13) || regs.r14 != sentinel(14) || regs.r15 != sentinel(15))) {
		stop = FAULTED;
		signal = 0;
	}
	if (stop != RETURNED) {
		print_stop(stop, target, signal, regs.rdi, &counts);
		if (stepping)
			return;
		keep_all();
		kill(child, SIGKILL);
		exit(1);
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
	enum stop stop;
	int signal;

	if (!child)
		start_child();
	clear_registers(number(target), rsp);
	ptrace(PTRACE_SETREGS, child, 0, &regs);
	stop = go(target, stepping, &counts, &signal);
	print_stop(stop == RETURNED ? FAULTED : stop, target, signal, regs.rdi, &counts);
}
