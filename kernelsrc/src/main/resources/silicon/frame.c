// SPDX-License-Identifier: Apache-2.0
/*
 * What a fault was. Only the frame that the kernel writes for a signal handler tells the vector, the error code and
 * CR2; so there is a page for one, and a handler that is never executed.
 */
#include "stepper.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>

#define FRAME_AT 0x600000020000UL
#define FRAME_BYTES (16 * PAGE) /* the largest extended state has 11 KiB */

struct kernel_action {
	uint64_t handler, flags, restorer, mask;
};

void prepare_frame(void)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP };
	struct kernel_action action = { FRAME_AT, SA_SIGINFO | SA_ONSTACK | SA_NODEFER | 0x04000000, FRAME_AT, 0 };
	stack_t stack = { .ss_sp = (void *)FRAME_AT, .ss_size = FRAME_BYTES };

	if (overlaps(FRAME_AT, FRAME_AT + FRAME_BYTES)
	    || inject(SYS_mmap, FRAME_AT, FRAME_BYTES, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE) != FRAME_AT)
		die("the guest has memory at %#lx, which the host needs", FRAME_AT);
	allow(FRAME_AT, FRAME_AT + FRAME_BYTES);
	if (write_guest(FRAME_AT, &action, sizeof(action)) || write_guest(FRAME_AT + 64, &stack, sizeof(stack))
	    || inject(SYS_sigaltstack, FRAME_AT + 64, 0, 0, 0))
		die("cannot make the guest's process");
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		if (inject(SYS_rt_sigaction, signals[i], FRAME_AT, 0, 8))
			die("cannot make the guest's process");
}

/* Lets the kernel write the frame, reads it, and puts the registers back. */
void look_at_fault(struct ending *ending)
{
	struct user_regs_struct in_handler;
	ucontext_t context;
	int status;

	ptrace(PTRACE_SINGLESTEP, child, 0, ending->signal);
	wait_child(&status);
	if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP || ptrace(PTRACE_GETREGS, child, 0, &in_handler)
	    || in_handler.rip != FRAME_AT)
		die("the host's kernel does not tell what fault it was");
	memset(&context, 0, sizeof(context));
	if (in_handler.rsp < FRAME_AT || in_handler.rsp >= FRAME_AT + FRAME_BYTES
	    || !read_some(in_handler.rsp + 8, &context, sizeof(context)))
		die("the host's kernel does not tell what fault it was");
	ending->vector = context.uc_mcontext.gregs[REG_TRAPNO];
	ending->error = context.uc_mcontext.gregs[REG_ERR];
	ending->address = context.uc_mcontext.gregs[REG_CR2];
	ptrace(PTRACE_SETREGS, child, 0, &regs);
}
