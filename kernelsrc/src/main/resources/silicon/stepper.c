// SPDX-License-Identifier: Apache-2.0
/*
 * Runs code on the host CPU, one instruction at a time, and says what retired: the oracle for every
 * count of the emulator. Commands on stdin, one a line; answers on stdout, one for each run or step.
 *
 *   segment ADDRESS MEMBYTES [FILE OFFSET FILEBYTES]  memory, filled from a file if one is named
 *   gs ADDRESS                      base of %gs
 *   elf FILE                        a linked executable: its segments, its symbols, its exception table;
 *                                   a segment at 0 is per-CPU data, goes to 0x28000000 and sets %gs
 *   stack ADDRESS BYTES             the stack of every call
 *   extable START STOP [BYTES]      entries of 8 bytes, faulting instruction and fix-up, each relative to itself,
 *                                   or of 12, the third word saying what else is done, as fixup.h does it
 *   protect ADDRESS BYTES RWX       what code may do there (4 read, 2 write, 1 execute); everything where nothing is said
 *   output FILE                     where the guest's writes go; nowhere without it
 *   keep FILE ADDRESS BYTES         writes that memory to the file at the end, however it comes; more of them append
 *   limit INSTRUCTIONS              ends a step with "limit" when so many have retired
 *   plain                           callee-saved registers hold 0 at a call
 *   run TARGET [ARGUMENT...]        calls at full speed
 *   step TARGET [ARGUMENT...]       calls and counts
 *   enter TARGET RSP                starts a program there, with that stack pointer, and counts
 *   start TARGET RSP                the same at full speed, without counts
 *
 * TARGET and ARGUMENT are numbers or, after elf, symbols. Three words are special: "args" is the address of an
 * array of six, "argv" stands for the six values in it, "last" is the value that the call before returned.
 *
 *   run TARGET rax=HEX
 *   step TARGET rax=HEX instructions=N own=N rep=N pushes=N stack=N total=N calls=N
 *   registers rax=HEX ... r15=HEX rip=HEX rflags=HEX     after "registers": as the last call left them
 *
 * A step or enter may end otherwise than by returning: exit, halt, limit or fault TARGET, then signal=N rip=HEX exit=N
 * and the counts; only "registers" makes sense after it.
 * Of system calls there are write to 1 or 2 and exit, made here; the host's kernel sees none (seccomp).
 *
 * instructions: retired, callees included; own: without callees; rep: iterations of rep-prefixed instructions, each
 * of which counts as one instruction; pushes: callee-saved registers pushed by the function itself; stack, total:
 * deepest rsp below entry, without and with callees; calls: call instructions. stac and clac, which user mode does
 * not have, are stepped over and count as retired; an instruction that faults has not retired.
 * Exit 1 with a line "fault ..." when a run does not return, 2 for a bad command.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096UL
#define ARGS_AT 0x30000000UL  /* the array of arguments, and behind it the int3 that calls return to */
#define RETURN_AT (ARGS_AT + 256)
#define PERCPU_AT 0x28000000UL
#define PERCPU_ZEROS 65536UL
#define SENTINEL 0x5e17ULL    /* what callee-saved registers hold at the call, plus their number */
#define SECONDS 120           /* of the host CPU's time, for guests that do not end */
#define PROTECTIONS 64

static pid_t child;
static struct user_regs_struct regs;
static uint64_t gs_base, stack_base, stack_size, extable_start, extable_stop, extable_entry = 8, last;
static char *elf_image;
static size_t elf_size;
static Elf64_Sym *symbols;
static size_t symbol_count;
static const char *symbol_names;
static struct { uint64_t start, end; int rights; } protections[PROTECTIONS];
static int protection_count, plain;
static int output = -1;
static unsigned long limit = ~0UL;
static struct { char file[2048]; uint64_t address, bytes; } kept[PROTECTIONS];
static int kept_count;

static void die(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fputc('\n', stderr);
	if (child)
		kill(child, SIGKILL);
	exit(2);
}

/* What the guest left, for the one who compares. */
static void keep_all(void)
{
	for (int i = 0; i < kept_count; i++) {
		int fd = open(kept[i].file, O_WRONLY | O_CREAT | O_APPEND, 0600);

		if (fd < 0 || write(fd, (void *)kept[i].address, kept[i].bytes) != (ssize_t)kept[i].bytes)
			die("%s: cannot be written", kept[i].file);
		close(fd);
	}
}

/* Shared, so that what the child writes can be read here. */
static void map(uint64_t address, uint64_t bytes)
{
	uint64_t start = address & ~(PAGE - 1), end = (address + bytes + PAGE - 1) & ~(PAGE - 1);

	if (child)
		die("memory must be mapped before the first call");
	if (mmap((void *)start, end - start, PROT_READ | PROT_WRITE | PROT_EXEC,
		 MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) != MAP_FAILED)
		return;
	/* Some of it is there already: the last page of what is before, say. */
	for (; start < end; start += PAGE) {
		void *at = mmap((void *)start, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC,
				MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);

		if (at == MAP_FAILED && errno != EEXIST)
			die("cannot map %#lx: %s", start, strerror(errno));
	}
}

static char *slurp(const char *name, size_t *size)
{
	int fd = open(name, O_RDONLY);
	struct stat st;
	char *at;

	if (fd < 0 || fstat(fd, &st))
		die("%s: %s", name, strerror(errno));
	*size = st.st_size;
	at = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		die("%s: %s", name, strerror(errno));
	close(fd);
	return at;
}

static int find(const char *name, uint64_t *value)
{
	for (size_t i = 0; i < symbol_count; i++) {
		if (symbols[i].st_shndx && !strcmp(symbol_names + symbols[i].st_name, name)) {
			*value = symbols[i].st_value;
			return 1;
		}
	}
	return 0;
}

static void load_elf(const char *name)
{
	Elf64_Ehdr *header;
	Elf64_Phdr *segment;
	Elf64_Shdr *section;

	elf_image = slurp(name, &elf_size);
	header = (Elf64_Ehdr *)elf_image;
	segment = (Elf64_Phdr *)(elf_image + header->e_phoff);
	for (int i = 0; i < header->e_phnum; i++, segment++) {
		uint64_t at = segment->p_vaddr;

		if (segment->p_type != PT_LOAD)
			continue;
		if (!at) {
			at = gs_base = PERCPU_AT;
			map(at, segment->p_memsz + PERCPU_ZEROS);
		}
		map(at, segment->p_memsz);
		memcpy((void *)at, elf_image + segment->p_offset, segment->p_filesz);
	}
	section = (Elf64_Shdr *)(elf_image + header->e_shoff);
	for (int i = 0; i < header->e_shnum; i++) {
		if (section[i].sh_type != SHT_SYMTAB)
			continue;
		symbols = (Elf64_Sym *)(elf_image + section[i].sh_offset);
		symbol_count = section[i].sh_size / sizeof(*symbols);
		symbol_names = elf_image + section[section[i].sh_link].sh_offset;
	}
	find("__start___ex_table", &extable_start);
	find("__stop___ex_table", &extable_stop);
	find("__ex_table_entry_size", &extable_entry);
}

static uint64_t number(const char *text)
{
	uint64_t value;
	char *end;

	if (!strcmp(text, "args"))
		return ARGS_AT;
	if (!strcmp(text, "last"))
		return last;
	value = strtoull(text, &end, 0);
	if (end != text && !*end)
		return value;
	if (!find(text, &value))
		die("neither a number nor a symbol: %s", text);
	return value;
}

/* In a page that two ranges share, what either allows. */
static void apply_protections(void)
{
	for (int i = 0; i < protection_count; i++) {
		for (uint64_t page = protections[i].start & ~(PAGE - 1); page < protections[i].end; page += PAGE) {
			int rights = 0;

			for (int k = 0; k < protection_count; k++)
				if (protections[k].start < page + PAGE && protections[k].end > page)
					rights |= protections[k].rights;
			mprotect((void *)page, PAGE, (rights & 4 ? PROT_READ : 0) | (rights & 2 ? PROT_WRITE : 0)
						     | (rights & 1 ? PROT_EXEC : 0));
		}
	}
}

/* Guests are untrusted: no system call of theirs reaches the kernel. */
static void run_child(void)
{
	struct sock_filter trap = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
	struct sock_fprog filter = { 1, &trap };
	struct rlimit seconds = { SECONDS, SECONDS };

	ptrace(PTRACE_TRACEME, 0, 0, 0);
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

	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status) || WSTOPSIG(status) != signal)
		die("cannot start a process to trace");
}

static void start_child(void)
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

#include "fixup.h"

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

/* A string instruction with a repeat prefix traps after each iteration. */
static int is_repeat(const uint8_t *code)
{
	int repeat = 0;

	for (;; code++) {
		if (*code == 0xf2 || *code == 0xf3)
			repeat = 1;
		else if (*code != 0x66 && *code != 0x65 && *code != 0x64 && (*code & 0xf0) != 0x40)
			break;
	}
	return repeat && ((*code >= 0xa4 && *code <= 0xa7) || (*code >= 0xaa && *code <= 0xaf));
}

static int is_callee_saved_push(const uint8_t *code)
{
	return code[0] == 0x53 || code[0] == 0x55 || (code[0] == 0x41 && code[1] >= 0x54 && code[1] <= 0x57);
}

static int is_call(const uint8_t *code)
{
	if ((*code & 0xf0) == 0x40 || *code == 0x65)
		code++;
	return code[0] == 0xe8 || (code[0] == 0xff && (code[1] >> 3 & 7) == 2);
}

struct counts {
	unsigned long instructions, own, rep, pushes, stack, total, calls;
};

/* The function's own code is what runs while no call of its own is open: its return address is below entry. */
static void count(struct counts *counts, const struct user_regs_struct *before,
		  const struct user_regs_struct *after, uint64_t entry, uint64_t *callee)
{
	const uint8_t *code = (const uint8_t *)before->rip;
	/* On another stack, a coroutine's say, nothing is deep. */
	unsigned long depth = entry - after->rsp > stack_size ? 0 : entry - after->rsp;

	if (after->rip == before->rip && is_repeat(code)) {
		counts->rep++;
		return;
	}
	counts->rep += is_repeat(code) && before->rcx != 0;
	counts->instructions++;
	counts->calls += is_call(code);
	if (depth > counts->total)
		counts->total = depth;
	if (*callee) {
		if (after->rsp > *callee)
			*callee = 0;
		return;
	}
	counts->own++;
	counts->pushes += is_callee_saved_push(code);
	if (is_call(code)) {
		*callee = after->rsp;
		return;
	}
	if (depth > counts->stack)
		counts->stack = depth;
}

enum stop { NOT_YET, RETURNED, EXITED, HALTED, LIMITED, FAULTED };

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
static enum stop go(const char *target, int stepping, struct counts *counts, int *signal)
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

static void clear_registers(uint64_t rip, uint64_t rsp)
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

static uint64_t sentinel(int number)
{
	return plain ? 0 : SENTINEL + number;
}

static void call(const char *target, int argc, char **argv, int stepping)
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

static void enter(const char *target, uint64_t rsp, int stepping)
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

static void print_registers(void)
{
	printf("registers rax=%#llx rcx=%#llx rdx=%#llx rbx=%#llx rsp=%#llx rbp=%#llx rsi=%#llx rdi=%#llx r8=%#llx r9=%#llx",
	       regs.rax, regs.rcx, regs.rdx, regs.rbx, regs.rsp, regs.rbp, regs.rsi, regs.rdi, regs.r8, regs.r9);
	printf(" r10=%#llx r11=%#llx r12=%#llx r13=%#llx r14=%#llx r15=%#llx rip=%#llx rflags=%#llx\n", regs.r10, regs.r11,
	       regs.r12, regs.r13, regs.r14, regs.r15, regs.rip, regs.eflags);
}

static void protect(uint64_t address, uint64_t bytes, int rights)
{
	if (child || protection_count == PROTECTIONS)
		die("too late, or too many, to protect");
	protections[protection_count].start = address;
	protections[protection_count].end = address + bytes;
	protections[protection_count++].rights = rights;
}

static void keep(const char *file, uint64_t address, uint64_t bytes)
{
	if (kept_count == PROTECTIONS || strlen(file) >= sizeof(kept[0].file))
		die("too much to keep");
	strcpy(kept[kept_count].file, file);
	kept[kept_count].address = address;
	kept[kept_count++].bytes = bytes;
}

static void segment(int argc, char **argv)
{
	size_t size;
	char *file;

	map(number(argv[1]), number(argv[2]));
	if (argc == 6) {
		file = slurp(argv[3], &size);
		if (number(argv[4]) + number(argv[5]) > size)
			die("%s: too short", argv[3]);
		memcpy((void *)number(argv[1]), file + number(argv[4]), number(argv[5]));
		munmap(file, size);
	}
}

static void command(int argc, char **argv)
{
	if (!strcmp(argv[0], "segment") && (argc == 3 || argc == 6)) {
		segment(argc, argv);
	} else if (!strcmp(argv[0], "gs") && argc == 2) {
		gs_base = number(argv[1]);
	} else if (!strcmp(argv[0], "elf") && argc == 2) {
		load_elf(argv[1]);
	} else if (!strcmp(argv[0], "stack") && argc == 3) {
		stack_base = number(argv[1]);
		stack_size = number(argv[2]);
		map(stack_base, stack_size);
	} else if (!strcmp(argv[0], "protect") && argc == 4) {
		protect(number(argv[1]), number(argv[2]), (int)number(argv[3]));
	} else if (!strcmp(argv[0], "output") && argc == 2) {
		output = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);
		if (output < 0)
			die("%s: %s", argv[1], strerror(errno));
	} else if (!strcmp(argv[0], "keep") && argc == 4) {
		keep(argv[1], number(argv[2]), number(argv[3]));
	} else if (!strcmp(argv[0], "limit") && argc == 2) {
		limit = number(argv[1]);
	} else if (!strcmp(argv[0], "plain") && argc == 1) {
		plain = 1;
	} else if (!strcmp(argv[0], "registers") && argc == 1) {
		print_registers();
	} else if (!strcmp(argv[0], "enter") && argc == 3) {
		enter(argv[1], number(argv[2]), 1);
	} else if (!strcmp(argv[0], "start") && argc == 3) {
		enter(argv[1], number(argv[2]), 0);
	} else if (!strcmp(argv[0], "extable") && (argc == 3 || argc == 4)) {
		extable_start = number(argv[1]);
		extable_stop = number(argv[2]);
		extable_entry = argc == 4 ? number(argv[3]) : 8;
	} else if (!strcmp(argv[0], "run") && argc > 1) {
		call(argv[1], argc - 2, argv + 2, 0);
	} else if (!strcmp(argv[0], "step") && argc > 1) {
		call(argv[1], argc - 2, argv + 2, 1);
	} else {
		die("not a command: %s", argv[0]);
	}
}

int main(void)
{
	char line[4096], *argv[16];

	while (fgets(line, sizeof(line), stdin)) {
		int argc = 0;

		for (char *word = strtok(line, " \n"); word && argc < 16; word = strtok(NULL, " \n"))
			argv[argc++] = word;
		if (argc && argv[0][0] != '#')
			command(argc, argv);
	}
	keep_all();
	if (child)
		kill(child, SIGKILL);
	return 0;
}
