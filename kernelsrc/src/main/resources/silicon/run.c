// SPDX-License-Identifier: Apache-2.0
/* Runs the guest until it returns or ends otherwise, and does what the machine's kernel would for it. */
#include "stepper.h"

#include <errno.h>
#include <linux/audit.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#define USER_CS 0x33
#define LARGEST_WRITE (1UL << 20)

static struct ending ended(enum stop stop)
{
	struct ending e = { .stop = stop };

	return e;
}

static struct ending unrun(const char *why)
{
	struct ending e = { .stop = UNRUN, .why = why };

	return e;
}

/* Bytes written, or what the machine's kernel answers. */
static int64_t write_output(uint64_t from, uint64_t bytes)
{
	static char buffer[LARGEST_WRITE];

	if (bytes > LARGEST_WRITE)
		bytes = LARGEST_WRITE;
	if (read_guest(from, buffer, bytes))
		return -EFAULT;
	for (uint64_t done = 0; output >= 0 && done < bytes;) {
		ssize_t n = write(output, buffer + done, bytes - done);

		if (n < 0)
			die("the guest's output cannot be kept: %s", strerror(errno));
		done += n;
	}
	return bytes;
}

/* The calls that the machine has, by the number in rax. */
static struct ending system_call(void)
{
	struct ending e = { .stop = FAULTED, .vector = NO_VECTOR };

	if (regs.rax == 60 || regs.rax == 231)
		return ended(EXITED);
	if (regs.rax != 1)
		return e;
	regs.rax = regs.rdi == 1 || regs.rdi == 2 ? write_output(regs.rsi, regs.rdx) : -EBADF;
	return ended(NOT_YET);
}

/* syscall at rip, done as the CPU and the machine's kernel would. */
static struct ending step_system_call(int length)
{
	struct ending e = system_call();

	if (e.stop != NOT_YET)
		return e;
	regs.rcx = regs.rip + length;
	regs.r11 = regs.eflags;
	regs.rip += length;
	ptrace(PTRACE_SETREGS, child, 0, &regs);
	return e;
}

/* At full speed the CPU has been through syscall before the filter stops it. */
static struct ending filtered(void)
{
	siginfo_t info;
	struct ending e;

	if (ptrace(PTRACE_GETSIGINFO, child, 0, &info) || info.si_arch != AUDIT_ARCH_X86_64
	    || ((uint64_t)info.si_call_addr & -PAGE) == VSYSCALL)
		return unrun("kernel-entry");
	e = system_call();
	if (e.stop == NOT_YET)
		ptrace(PTRACE_SETREGS, child, 0, &regs);
	return e;
}

/* The kernel shows the flag it steps by to pushf, alone of all instructions. */
static void hide_trap_flag(void)
{
	uint16_t flags;

	if (read_guest(regs.rsp, &flags, sizeof(flags)))
		die("what pushf stored at %#llx cannot be read", regs.rsp);
	flags &= ~0x100;
	if (write_guest(regs.rsp, &flags, sizeof(flags)))
		die("what pushf stored at %#llx cannot be changed", regs.rsp);
}

/* A fault: stepped over where only the kernel may do it, mended by the exception table, or the end. */
static struct ending faulted(int signal, const uint8_t *code, int *retired)
{
	struct ending e = { .stop = FAULTED, .signal = signal };

	if (signal != SIGSEGV && signal != SIGBUS && signal != SIGILL && signal != SIGFPE)
		die(signal == SIGXCPU ? "the guest does not end" : "signal %d came to the guest", signal);

	if (signal == SIGILL && code[0] == 0x0f && code[1] == 0x01 && (code[2] & 0xfe) == 0xca) {
		regs.rip += 3;
		ptrace(PTRACE_SETREGS, child, 0, &regs);
		return ended(NOT_YET);
	}
	*retired = 0;
	if (signal == SIGSEGV && *code == 0xf4)
		return ended(HALTED);
	look_at_fault(&e);
	if ((signal == SIGILL && !warn()) || !fix_up(e.vector)) {
		ptrace(PTRACE_SETREGS, child, 0, &regs);
		return ended(NOT_YET);
	}
	return e;
}

/* int3 and its like, which have retired: rip is put back to where the machine reports them. */
static struct ending breakpoint(void)
{
	struct ending e = { .stop = FAULTED, .signal = SIGTRAP };

	look_at_fault(&e);
	regs.rip -= e.vector == 3;
	return e;
}

static int is_breakpoint(void)
{
	siginfo_t info;

	return !ptrace(PTRACE_GETSIGINFO, child, 0, &info) && info.si_code == SI_KERNEL;
}

/* What a stop of the process means; code is that of the instruction that ran, or of the one that faulted. */
static struct ending after_stop(int signal, const uint8_t *code, int stepping, int *retired)
{
	if (regs.cs != USER_CS)
		return unrun("far-transfer");
	if (signal == SIGSYS)
		return filtered();
	if (signal != SIGTRAP)
		return faulted(signal, code, retired);
	if (!stepping)
		return regs.rip == RETURN_AT + 1 ? ended(NOT_YET) : breakpoint();
	if (*code == 0xcc && is_breakpoint())
		return breakpoint();
	if (is_pushf(code))
		hide_trap_flag();
	return ended(NOT_YET);
}

static int resume(const char *target, int stepping)
{
	int status;

	ptrace(stepping ? PTRACE_SINGLESTEP : PTRACE_CONT, child, 0, 0);
	wait_child(&status);
	if (!WIFSTOPPED(status)) {
		child = 0;
		die("%s: the guest's process was ended by signal %d", target, WIFSIGNALED(status) ? WTERMSIG(status) : 0);
	}
	ptrace(PTRACE_GETREGS, child, 0, &regs);
	return WSTOPSIG(status);
}

struct step {
	struct user_regs_struct before;
	uint8_t code[LONGEST + 1];
	int retired;
};

/* After a load of %ss the CPU executes one instruction more before it stops: the load is counted here. */
static void count_shadow(struct step *step, struct counts *counts, uint64_t entry, uint64_t *callee)
{
	int length = stack_segment_load_length(step->code);
	struct user_regs_struct between = step->before;

	if (!length || regs.rip == step->before.rip)
		return;
	between.rip += length;
	count(counts, step->code, &step->before, &between, entry, callee);
	step->before = between;
	read_code(between.rip, step->code);
}

/* One instruction, or all of them at full speed. */
static struct ending advance(const char *target, int stepping, struct step *step, struct counts *counts,
			     uint64_t entry, uint64_t *callee)
{
	int length, signal;
	const char *why;

	step->before = regs;
	step->retired = 1;
	if (stepping) {
		read_code(regs.rip, step->code);
		length = system_call_length(step->code);
		why = cannot_run(step->code);
		if (why)
			return unrun(why);
		if (length)
			return step_system_call(length);
	}
	signal = resume(target, stepping);
	if (stepping)
		count_shadow(step, counts, entry, callee);
	else
		read_code(regs.rip, step->code);
	return after_stop(signal, step->code, stepping, &step->retired);
}

/* Until the code returns to RETURN_AT or ends otherwise. */
struct ending go(const char *target, int stepping, struct counts *counts)
{
	uint64_t entry = regs.rsp, callee = 0;

	for (;;) {
		struct step step;
		struct ending e = advance(target, stepping, &step, counts, entry, &callee);

		if (e.stop == EXITED || e.stop == HALTED)
			counts->instructions++;
		if (e.stop != NOT_YET)
			return e;
		if (stepping && step.retired)
			count(counts, step.code, &step.before, &regs, entry, &callee);
		if (regs.rip == RETURN_AT + !stepping)
			return ended(RETURNED);
		if (stepping && counts->instructions >= limit)
			return ended(LIMITED);
	}
}
