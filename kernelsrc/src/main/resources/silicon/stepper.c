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
 *   extable START STOP              8-byte entries: faulting instruction and fix-up, each relative to itself
 *   run TARGET [ARGUMENT...]        calls at full speed
 *   step TARGET [ARGUMENT...]       calls and counts
 *
 * TARGET and ARGUMENT are numbers or, after elf, symbols. Three words are special: "args" is the address of an
 * array of six, "argv" stands for the six values in it, "last" is the value that the call before returned.
 *
 *   run TARGET rax=HEX
 *   step TARGET rax=HEX instructions=N own=N rep=N pushes=N stack=N total=N calls=N
 *
 * instructions: retired, callees included; own: without callees; rep: iterations of rep-prefixed instructions, each
 * of which counts as one instruction; pushes: callee-saved registers pushed by the function itself; stack, total:
 * deepest rsp below entry, without and with callees; calls: call instructions. stac and clac, which user mode does
 * not have, are stepped over and count as retired; an instruction that faults has not retired.
 * Exit 1 with a line "fault ..." when a call does not return, 2 for a bad command.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
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

static pid_t child;
static uint64_t gs_base, stack_base, stack_size, extable_start, extable_stop, last;
static char *elf_image;
static size_t elf_size;
static Elf64_Sym *symbols;
static size_t symbol_count;
static const char *symbol_names;

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

/* Shared, so that what the child writes can be read here. */
static void map(uint64_t address, uint64_t bytes)
{
	uint64_t start = address & ~(PAGE - 1), end = (address + bytes + PAGE - 1) & ~(PAGE - 1);

	if (child)
		die("memory must be mapped before the first call");
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

static void start_child(void)
{
	int status;

	map(ARGS_AT, PAGE);
	*(uint8_t *)RETURN_AT = 0xcc;
	child = fork();
	if (!child) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		raise(SIGSTOP);
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
		die("cannot start a process to trace");
	ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_EXITKILL);
}

/* Steps over what only the kernel may do, or goes to the fix-up of what faulted: 1 if it retired, 0 if fixed up. */
static int repair(int signal, struct user_regs_struct *regs)
{
	const uint8_t *code = (const uint8_t *)regs->rip;
	int32_t *entry;

	if (signal == SIGILL && code[0] == 0x0f && code[1] == 0x01 && (code[2] & 0xfe) == 0xca) {
		regs->rip += 3;
		return 1;
	}
	if (signal == SIGSEGV || signal == SIGBUS) {
		for (entry = (int32_t *)extable_start; entry < (int32_t *)extable_stop; entry += 2) {
			if ((uint64_t)entry + entry[0] == regs->rip) {
				regs->rip = (uint64_t)(entry + 1) + entry[1];
				return 0;
			}
		}
	}
	return -1;
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
	unsigned long depth = entry - after->rsp;

	if (after->rip == before->rip && is_repeat(code)) {
		counts->rep++;
		return;
	}
	counts->rep += is_repeat(code) && before->rcx != 0;
	counts->instructions++;
	counts->calls += is_call(code);
	if ((long)depth > (long)counts->total)
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
	if ((long)depth > (long)counts->stack)
		counts->stack = depth;
}

static void fault(const char *target, int signal, const struct user_regs_struct *regs)
{
	printf("fault %s signal=%d rip=%#llx\n", target, signal, regs->rip);
	fflush(stdout);
	kill(child, SIGKILL);
	exit(1);
}

static void call(const char *target, int argc, char **argv, int stepping)
{
	struct user_regs_struct regs, before;
	struct counts counts = { 0 };
	uint64_t values[6] = { 0 }, entry, callee = 0;

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
	ptrace(PTRACE_GETREGS, child, 0, &regs);
	entry = stack_base + stack_size - 16 - 8;
	*(uint64_t *)entry = RETURN_AT;
	regs.rip = number(target);
	regs.rsp = entry;
	regs.orig_rax = -1;
	regs.rax = 0;
	regs.rdi = values[0];
	regs.rsi = values[1];
	regs.rdx = values[2];
	regs.rcx = values[3];
	regs.r8 = values[4];
	regs.r9 = values[5];
	regs.rbx = SENTINEL + 3;
	regs.rbp = SENTINEL + 5;
	regs.r12 = SENTINEL + 12;
	regs.r13 = SENTINEL + 13;
	regs.r14 = SENTINEL + 14;
	regs.r15 = SENTINEL + 15;
	regs.eflags = 0x202;
	regs.gs_base = gs_base;
	ptrace(PTRACE_SETREGS, child, 0, &regs);
	for (;;) {
		int status, retired = 1;

		before = regs;
		ptrace(stepping ? PTRACE_SINGLESTEP : PTRACE_CONT, child, 0, 0);
		if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
			die("%s: the process ended", target);
		ptrace(PTRACE_GETREGS, child, 0, &regs);
		if (WSTOPSIG(status) != SIGTRAP) {
			retired = repair(WSTOPSIG(status), &regs);
			if (retired < 0)
				fault(target, WSTOPSIG(status), &regs);
			ptrace(PTRACE_SETREGS, child, 0, &regs);
		} else if (!stepping && regs.rip != RETURN_AT + 1) {
			fault(target, SIGTRAP, &regs);
		}
		if (stepping && retired)
			count(&counts, &before, &regs, entry, &callee);
		if (regs.rip == RETURN_AT + !stepping)
			break;
	}
	if (regs.rsp != entry + 8 || regs.rbx != SENTINEL + 3 || regs.rbp != SENTINEL + 5 || regs.r12 != SENTINEL + 12
	    || regs.r13 != SENTINEL + 13 || regs.r14 != SENTINEL + 14 || regs.r15 != SENTINEL + 15)
		fault(target, 0, &regs);
	last = regs.rax;
	printf("%s %s rax=%#llx", stepping ? "step" : "run", target, regs.rax);
	if (stepping)
		printf(" instructions=%lu own=%lu rep=%lu pushes=%lu stack=%lu total=%lu calls=%lu", counts.instructions,
		       counts.own, counts.rep, counts.pushes, counts.stack, counts.total, counts.calls);
	printf("\n");
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
	} else if (!strcmp(argv[0], "extable") && argc == 3) {
		extable_start = number(argv[1]);
		extable_stop = number(argv[2]);
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
	if (child)
		kill(child, SIGKILL);
	return 0;
}
