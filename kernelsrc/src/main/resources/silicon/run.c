// SPDX-License-Identifier: Apache-2.0
/* Runs the guest until it returns or ends otherwise, and does what the machine's kernel would for it. */
#include "stepper.h"

#include <errno.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

/* Steps over what only the kernel may do, or goes to the fix-up of what faulted: 1 if it retired, 0 if fixed up. */
static int repair(int signal)
{
	const uint8_t *code = (const uint8_t *)regs.rip;

	if (signal == SIGILL && code[0] == 0x0f && code[1] == 0x01 && (code[2] & 0xfe) == 0xca) {
		regs.rip += 3;
		return 1;
	}
	return signal == SIGSEGV || signal == SIGBUS ? fix_up() : -1;
}

/* The calls that the machine has, by the number in rax; -1 when the guest ends. */
static int system_call(uint64_t number)
{
	if (number == 60 || number == 231)
		return -1;
	if (number != 1)
		return 0;
	if (regs.rdi != 1 && regs.rdi != 2) {
		regs.rax = -EBADF;
	} else {
		uint64_t bytes = regs.rdx > 1 << 20 ? 1 << 20 : regs.rdx;
		ssize_t n = bytes;

		if (output >= 0)
			n = write(output, (void *)regs.rsi, bytes);
		regs.rax = n < 0 ? -EFAULT : n;
	}
	return 1;
}

/* syscall at rip, done as the CPU and the machine's kernel would. */
static enum stop step_system_call(void)
{
	int known = system_call(regs.rax);

	if (known < 0)
		return EXITED;
	if (!known)
		return FAULTED;
	regs.rcx = regs.rip + 2;
	regs.r11 = regs.eflags;
	regs.rip += 2;
	ptrace(PTRACE_SETREGS, child, 0, &regs);
	return NOT_YET;
}

/* The kernel shows the flag it steps by to pushf, alone of all instructions. */
static void hide_trap_flag(const uint8_t *code)
{
	while (*code == 0x66 || (*code & 0xf0) == 0x40)
		code++;
	if (*code == 0x9c)
		*(uint16_t *)regs.rsp &= ~0x100;
}

static enum stop after_signal(int signal, int *retired)
{
	const uint8_t *code = (const uint8_t *)regs.rip;

	if (signal == SIGSYS) {
		int known = system_call(regs.rax);

		if (known <= 0)
			return known ? EXITED : FAULTED;
	} else if (signal == SIGSEGV && *code == 0xf4) {
		return HALTED;
	} else {
		*retired = repair(signal);
		if (*retired < 0)
			return FAULTED;
	}
	ptrace(PTRACE_SETREGS, child, 0, &regs);
	return NOT_YET;
}

/* Until the code returns to RETURN_AT or ends otherwise. */
enum stop go(const char *target, int stepping, struct counts *counts, int *signal)
{
	uint64_t entry = regs.rsp, callee = 0;

	for (;;) {
		struct user_regs_struct before = regs;
		const uint8_t *code = (const uint8_t *)regs.rip;
		enum stop stop = NOT_YET;
		int status, retired = 1;

		*signal = 0;
		if (stepping && code[0] == 0x0f && code[1] == 0x05) {
			stop = step_system_call();
		} else {
			ptrace(stepping ? PTRACE_SINGLESTEP : PTRACE_CONT, child, 0, 0);
			if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
				die("%s: the process ended", target);
			ptrace(PTRACE_GETREGS, child, 0, &regs);
			*signal = WSTOPSIG(status);
			if (*signal != SIGTRAP)
				stop = after_signal(*signal, &retired);
			else if (!stepping && regs.rip != RETURN_AT + 1)
				stop = FAULTED;
			else if (stepping)
				hide_trap_flag(code);
		}
		if (stop == EXITED || stop == HALTED)
			counts->instructions++;
		if (stop != NOT_YET)
			return stop;
		if (stepping && retired)
			count(counts, &before, &regs, entry, &callee);
		if (regs.rip == RETURN_AT + !stepping)
			return RETURNED;
		if (stepping && counts->instructions >= limit)
			return LIMITED;
	}
}
