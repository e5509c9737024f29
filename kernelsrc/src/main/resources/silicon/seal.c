// SPDX-License-Identifier: Apache-2.0
/* What the two processes may not do: limits of both, and the system calls that this one needs while a guest runs. */
#include "stepper.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#define STEPPING_SECONDS 600 /* the same, of this process */
#define MEMORY (16UL << 30) /* bytes of address space; pages that are not touched cost nothing */
#define OUTPUT (64UL << 20) /* bytes that a guest may write */

static void set_limits(int what, rlim_t soft, rlim_t hard)
{
	struct rlimit r = { soft, hard };

	if (setrlimit(what, &r))
		_exit(1);
}

static void set_limit(int what, rlim_t most)
{
	set_limits(what, most, most);
}

void seal_child_before_exec(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	set_limits(RLIMIT_CPU, seconds, seconds + 1); /* SIGXCPU first, which stops it */
	set_limit(RLIMIT_AS, MEMORY);
	set_limit(RLIMIT_FSIZE, 0);
	set_limit(RLIMIT_CORE, 0);
	set_limit(RLIMIT_NPROC, 0);
	close(0);
	close(1);
	close(2);
}

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ALLOWED BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define PASS(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1), ALLOWED
#define PASS_FOR_CHILD(number, argument)                                                                        \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 4), LOAD(args[argument]),                                   \
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)child, 0, 1), ALLOWED, LOAD(nr)

/* From here on nothing is opened, mapped or started. */
void seal_self(void)
{
	struct sock_filter filter[] = {
		LOAD(arch),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		LOAD(nr),
		PASS(SYS_read),
		PASS(SYS_write),
		PASS(SYS_wait4),
		PASS(SYS_restart_syscall),
		PASS(SYS_exit_group),
		PASS_FOR_CHILD(SYS_ptrace, 1),
		PASS_FOR_CHILD(SYS_process_vm_readv, 0),
		PASS_FOR_CHILD(SYS_process_vm_writev, 0),
		PASS_FOR_CHILD(SYS_kill, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	};
	struct sock_fprog program = { sizeof(filter) / sizeof(filter[0]), filter };

	signal(SIGXFSZ, SIG_IGN);
	set_limit(RLIMIT_CPU, STEPPING_SECONDS);
	set_limit(RLIMIT_AS, MEMORY);
	set_limit(RLIMIT_FSIZE, OUTPUT + kept_bytes());
	set_limit(RLIMIT_CORE, 0);
	set_limit(RLIMIT_NPROC, 0);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
		die("the host's kernel has no seccomp filters");
}
