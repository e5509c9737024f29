// SPDX-License-Identifier: Apache-2.0
/* The process that the guest runs in, and its registers. */
#include "stepper.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

void wait_child(int *status)
{
	while (waitpid(child, status, 0) != child)
		if (errno != EINTR)
			die("the guest's process is gone: %s", strerror(errno));
}

void start_child(void)
{
	static const uint8_t breakpoint = 0xcc;

	map(ARGS_AT, PAGE);
	fill(RETURN_AT, &breakpoint, 1);
	start_prison();
	build_memory();
	prepare_frame();
	close_prison();
	seal_self();
}

void clear_registers(uint64_t rip, uint64_t rsp)
{
	regs.rax = regs.rbx = regs.rcx = regs.rdx = regs.rsi = regs.rdi = regs.rbp = 0;
	regs.r8 = regs.r9 = regs.r10 = regs.r11 = regs.r12 = regs.r13 = regs.r14 = regs.r15 = 0;
	regs.orig_rax = -1;
	regs.rip = rip;
	regs.rsp = rsp;
	regs.eflags = 0x202;
	regs.cs = 0x33;
	regs.ss = 0x2b;
	regs.ds = regs.es = regs.fs = regs.gs = 0;
	regs.fs_base = fs_base;
	regs.gs_base = gs_base;
}

void print_registers(void)
{
	printf("registers rax=%#llx rcx=%#llx rdx=%#llx rbx=%#llx rsp=%#llx rbp=%#llx rsi=%#llx rdi=%#llx r8=%#llx r9=%#llx",
	       regs.rax, regs.rcx, regs.rdx, regs.rbx, regs.rsp, regs.rbp, regs.rsi, regs.rdi, regs.r8, regs.r9);
	printf(" r10=%#llx r11=%#llx r12=%#llx r13=%#llx r14=%#llx r15=%#llx rip=%#llx rflags=%#llx\n", regs.r10, regs.r11,
	       regs.r12, regs.r13, regs.r14, regs.r15, regs.rip, regs.eflags);
}
