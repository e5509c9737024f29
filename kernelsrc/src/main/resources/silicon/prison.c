// SPDX-License-Identifier: Apache-2.0
/*
 * The guest's process. It begins as an executable of one page, made here, that has nothing but a syscall instruction;
 * by it the process takes off everything else that the kernel gave it, is given the guest's memory, a filter that lets
 * no system call through, and in the end takes off that page too.
 */
#include "stepper.h"

#include <elf.h>
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#define NO_PTRACE 77 /* exit code of the child that may not be traced */
#define GATE_AT 0x600000000000UL /* the page with the syscall instruction */
#define SCRATCH_AT (GATE_AT + 16 * PAGE) /* arguments of system calls in memory */

#ifndef MFD_EXEC
#define MFD_EXEC 16U
#endif

struct gate {
	Elf64_Ehdr header;
	Elf64_Phdr text, stack;
	uint8_t code[8];
};

static const struct gate gate = {
	.header = {
		.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB, EV_CURRENT },
		.e_type = ET_EXEC,
		.e_machine = EM_X86_64,
		.e_version = EV_CURRENT,
		.e_entry = GATE_AT + offsetof(struct gate, code),
		.e_phoff = offsetof(struct gate, text),
		.e_ehsize = sizeof(Elf64_Ehdr),
		.e_phentsize = sizeof(Elf64_Phdr),
		.e_phnum = 2,
	},
	.text = { PT_LOAD, PF_R | PF_X, 0, GATE_AT, GATE_AT, sizeof(struct gate), sizeof(struct gate), PAGE },
	.stack = { .p_type = PT_GNU_STACK, .p_flags = PF_R | PF_W },
	.code = { 0x0f, 0x05, 0xcc },
};

static int gate_file(void)
{
	int fd = memfd_create("guest", MFD_CLOEXEC | MFD_EXEC);

	if (fd < 0)
		fd = memfd_create("guest", MFD_CLOEXEC);
	if (fd < 0 || write(fd, &gate, sizeof(gate)) != sizeof(gate))
		die("cannot make the guest's process: %s", strerror(errno));
	return fd;
}

static void become_guest(int fd)
{
	char *none[] = { NULL };

	if (ptrace(PTRACE_TRACEME, 0, 0, 0))
		_exit(NO_PTRACE);
	seal_child_before_exec();
	syscall(SYS_execveat, fd, "", none, none, 0x1000 /* AT_EMPTY_PATH */);
	_exit(1);
}

/* A system call of the guest's process; what the kernel answers. */
long inject(long number, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	struct user_regs_struct r = regs;
	int status;

	r.rip = GATE_AT + offsetof(struct gate, code);
	r.rax = number;
	r.orig_rax = -1;
	r.rdi = a;
	r.rsi = b;
	r.rdx = c;
	r.r10 = d;
	r.r8 = number == SYS_mmap ? -1 : 0; /* no file */
	r.r9 = 0;
	if (ptrace(PTRACE_SETREGS, child, 0, &r) || ptrace(PTRACE_SINGLESTEP, child, 0, 0))
		die("cannot make the guest's process: %s", strerror(errno));
	wait_child(&status);
	if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP || ptrace(PTRACE_GETREGS, child, 0, &r))
		die("cannot make the guest's process");
	return r.rax;
}

/* What is mapped but the gate is taken off; the vsyscall page cannot be, nor what a kernel seals. */
static void clear_address_space(void)
{
	char name[32], line[256];
	FILE *maps;

	snprintf(name, sizeof(name), "/proc/%d/maps", child);
	maps = fopen(name, "re");
	if (!maps)
		die("%s: %s", name, strerror(errno));
	while (fgets(line, sizeof(line), maps)) {
		uint64_t start, end;
		int sealed = strstr(line, "[vdso]") || strstr(line, "[vvar");

		if (sscanf(line, "%lx-%lx", &start, &end) != 2 || start == GATE_AT || start >> 63)
			continue;
		if (inject(SYS_munmap, start, end - start, 0, 0) && !sealed)
			die("the guest's process keeps memory at %#lx", start);
	}
	fclose(maps);
}

static void poke(uint64_t address, const void *from, size_t bytes)
{
	if (write_guest(address, from, bytes))
		die("cannot make the guest's process");
}

void start_prison(void)
{
	int fd = gate_file(), status;

	child = fork();
	if (!child)
		become_guest(fd);
	if (child < 0)
		die("cannot start a process to trace: %s", strerror(errno));
	wait_child(&status);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NO_PTRACE)
		die("this machine does not allow ptrace");
	if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP)
		die("cannot start a process to trace");
	ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_EXITKILL);
	ptrace(PTRACE_GETREGS, child, 0, &regs);
	close(fd);
	clear_address_space();
	if (overlaps(GATE_AT, SCRATCH_AT + 16 * PAGE))
		die("the guest has memory at %#lx, which the host needs", GATE_AT);
}

/* Traps every system call of every kind but the one by which the gate goes. */
void close_prison(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 0, 7),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_munmap, 0, 5),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, GATE_AT >> 32, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(GATE_AT + offsetof(struct gate, code) + 2), 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
	};
	struct sock_fprog program = { sizeof(filter) / sizeof(filter[0]), (void *)(SCRATCH_AT + 256) };

	if (inject(SYS_mmap, SCRATCH_AT, PAGE, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE) != SCRATCH_AT)
		die("cannot make the guest's process");
	allow(SCRATCH_AT, SCRATCH_AT + PAGE);
	poke(SCRATCH_AT, &program, sizeof(program));
	poke(SCRATCH_AT + 256, filter, sizeof(filter));
	if (inject(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0)
	    || inject(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, SCRATCH_AT, 0))
		die("the host's kernel has no seccomp filters");
	if (inject(SYS_munmap, SCRATCH_AT, PAGE, 0, 0) || inject(SYS_munmap, GATE_AT, PAGE, 0, 0))
		die("cannot make the guest's process");
}
