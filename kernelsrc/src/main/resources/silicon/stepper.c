// SPDX-License-Identifier: Apache-2.0
/*
 * Runs code on the host CPU, one instruction at a time, and says what retired: the oracle for every
 * count of the emulator. Commands on stdin, one a line; answers on stdout, one for each run or step.
 *
 *   segment ADDRESS MEMBYTES [FILE OFFSET FILEBYTES]  memory, filled from a file if one is named
 *   fs ADDRESS, gs ADDRESS          base of %fs, of %gs
 *   elf FILE                        a linked executable: its segments, its symbols, its exception table;
 *                                   a segment at 0 is per-CPU data, goes to 0x28000000 and sets %gs
 *   stack ADDRESS BYTES             the stack of every call
 *   extable START STOP [BYTES]      entries of 8 bytes, faulting instruction and fix-up, each relative to itself,
 *                                   or of 12, the third word saying what else is done, as fixup.c does it; repeatable
 *   bugs START STOP                 entries of 12 bytes, as the kernel's __bug_table has them: a ud2 that is a warning
 *                                   is stepped over and has not retired; repeatable
 *   protect ADDRESS BYTES RWX       what code may do there (4 read, 2 write, 1 execute); everything where nothing is said
 *   output FILE                     where the guest's writes go; nowhere without it
 *   keep FILE ADDRESS BYTES         writes that memory to the file at the end, however it comes; more of them append
 *   limit INSTRUCTIONS              ends a step with "limit" when so many have retired
 *   probe                           starts the guest's process and runs nothing: whether that is possible
 *   seconds N                       of CPU time that the guest may take; 120 without it
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
 * A step or enter may end otherwise than by returning: exit, halt, limit, fault or unrun TARGET, then signal=N rip=HEX,
 * and the counts; only "registers" makes sense after it. Between stand exit=N; for a fault vector=N error=HEX
 * address=HEX (of a page fault), the vector -1 for what is no fault to the CPU, a system call that there is not; for what cannot be run here
 * why=WORD, as SiliconRefusal in the lab has them.
 * Of system calls there are write to 1 or 2 and exit, made here; the host's kernel sees none (seccomp).
 *
 * Guests are untrusted. The guest's process has nothing but the guest's memory, a page for signal frames, and a filter
 * that lets no system call through (prison.c); its memory is reached through the kernel (guest.c); once it runs, this
 * process opens nothing, maps nothing and starts nothing (seal.c). Files are named by commands before the first call.
 *
 * instructions: retired, callees included; own: without callees; rep: iterations of rep-prefixed instructions, each
 * of which counts as one instruction; pushes: callee-saved registers pushed by the function itself; stack, total:
 * deepest rsp below entry, without and with callees; calls: call instructions. stac and clac, which user mode does
 * not have, are stepped over and count as retired; an instruction that faults has not retired.
 * Exit 1 with a line "fault ..." when a run does not return, 2 for a bad command.
 */
#include "stepper.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

pid_t child;
struct user_regs_struct regs;
uint64_t fs_base, gs_base, stack_base, stack_size, last;
int output = -1, plain;
unsigned long seconds = 120;
unsigned long limit = ~0UL;

void die(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fputc('\n', stderr);
	leave(2);
}

/* Not by exit(), which does more than is allowed by then. */
void leave(int code)
{
	fflush(stdout);
	if (child > 0)
		kill(child, SIGKILL);
	_exit(code);
}

static void open_output(const char *name)
{
	if (child)
		die("output must be told of before the first call");
	output = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (output < 0)
		die("%s: %s", name, strerror(errno));
}

static void command(int argc, char **argv)
{
	if (!strcmp(argv[0], "segment") && (argc == 3 || argc == 6)) {
		segment(argc, argv);
	} else if (!strcmp(argv[0], "fs") && argc == 2) {
		fs_base = number(argv[1]);
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
		open_output(argv[1]);
	} else if (!strcmp(argv[0], "keep") && argc == 4) {
		keep(argv[1], number(argv[2]), number(argv[3]));
	} else if (!strcmp(argv[0], "limit") && argc == 2) {
		limit = number(argv[1]);
	} else if (!strcmp(argv[0], "seconds") && argc == 2) {
		seconds = number(argv[1]);
	} else if (!strcmp(argv[0], "plain") && argc == 1) {
		plain = 1;
	} else if (!strcmp(argv[0], "registers") && argc == 1) {
		print_registers();
	} else if (!strcmp(argv[0], "probe") && argc == 1) {
		start_child();
		puts("traced");
	} else if (!strcmp(argv[0], "enter") && argc == 3) {
		enter(argv[1], number(argv[2]), 1);
	} else if (!strcmp(argv[0], "start") && argc == 3) {
		enter(argv[1], number(argv[2]), 0);
	} else if (!strcmp(argv[0], "extable") && (argc == 3 || argc == 4)) {
		exception_table(number(argv[1]), number(argv[2]), argc == 4 ? number(argv[3]) : 8);
	} else if (!strcmp(argv[0], "bugs") && argc == 3) {
		bug_table(number(argv[1]), number(argv[2]));
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
	static char in[1 << 16], out[1 << 16];
	char line[4096], *argv[16];

	/* No one else may look into this process or its child. */
	prctl(PR_SET_DUMPABLE, 0);
	setvbuf(stdin, in, _IOFBF, sizeof(in));
	setvbuf(stdout, out, _IOFBF, sizeof(out));
	while (fgets(line, sizeof(line), stdin)) {
		int argc = 0;

		for (char *word = strtok(line, " \n"); word && argc < 16; word = strtok(NULL, " \n"))
			argv[argc++] = word;
		if (argc && argv[0][0] != '#')
			command(argc, argv);
	}
	if (child)
		keep_all();
	leave(0);
}
