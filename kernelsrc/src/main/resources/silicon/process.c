// SPDX-License-Identifier: Apache-2.0
/* The process that the guest runs in. */
#include "stepper.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define NO_PTRACE 77 /* exit code of the child that may not be traced */
#define SECONDS 120 /* of the host CPU's time, for guests that do not end */

/* Guests are untrusted: no system call of theirs reaches the kernel. */
static void run_child(void)
{
	struct sock_filter trap = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
	struct sock_fprog filter = { 1, &trap };
	struct rlimit seconds = { SECONDS, SECONDS };

	if (ptrace(PTRACE_TRACEME, 0, 0, 0))
		_exit(NO_PTRACE);
	raise(SIGSTOP);
	setrlimit(RLIMIT_CPU, &seconds);
	apply_protections();
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter))
		_exit(1);
	asm volatile("int3");
}

static void wait_for_stop(int signal)
{
	int status;

	if (waitpid(child, &status, 0) != child)
		die("cannot start a process to trace");
	if (WIFEXITED(status) && WEXITSTATUS(status) == NO_PTRACE)
		die("this machine does not allow ptrace");
	if (!WIFSTOPPED(status) || WSTOPSIG(status) != signal)
		die("cannot start a process to trace");
}

void start_child(void)
{
	map(ARGS_AT, PAGE);
	*(uint8_t *)RETURN_AT = 0xcc;
	child = fork();
	if (!child)
		run_child();
	if (child < 0)
		die("cannot start a process to trace");
	wait_for_stop(SIGSTOP);
	ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_EXITKILL);
	ptrace(PTRACE_CONT, child, 0, 0);
	wait_for_stop(SIGTRAP);
}

void clear_registers(uint64_t rip, uint64_t rsp)
{
	ptrace(PTRACE_GETREGS, child, 0, &regs);
	regs.rax = regs.rbx = regs.rcx = regs.rdx = regs.rsi = regs.rdi = regs.rbp = 0;
	regs.r8 = regs.r9 = regs.r10 = regs.r11 = regs.r12 = regs.r13 = regs.r14 = regs.r15 = 0;
	regs.orig_rax = -1;
	regs.rip = rip;
	regs.rsp = rsp;
	regs.eflags = 0x202;
	regs.gs_base = gs_base;
}

void print_registers(void)
{
	printf("registers rax=%#llx rcx=%#llx rdx=%#llx rbx=%#llx rsp=%#llx rbp=%#llx rsi=%#llx rdi=%#llx r8=%#llx r9=%#llx",
	       regs.rax, regs.rcx, regs.rdx, regs.rbx, regs.rsp, regs.rbp, regs.rsi, regs.rdi, regs.r8, regs.r9);
	printf(" r10=%#llx r11=%#llx r12=%#llx r13=%#llx r14=%#llx r15=%#llx rip=%#llx rflags=%#llx\n", regs.r10, regs.r11,
	       regs.r12, regs.r13, regs.r14, regs.r15, regs.rip, regs.eflags);
}
