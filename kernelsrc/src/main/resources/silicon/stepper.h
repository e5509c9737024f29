/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of the stepper share: the guest, what it was told, and what each part does for the others. */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/user.h>
#include <unistd.h>

#define PAGE 4096UL
#define ARGS_AT 0x30000000UL /* the array of arguments, and behind it the int3 that calls return to */
#define RETURN_AT (ARGS_AT + 256)

struct counts {
	unsigned long instructions, own, rep, pushes, stack, total, calls;
};

enum stop { NOT_YET, RETURNED, EXITED, HALTED, LIMITED, FAULTED };

/* The guest: its process, and its registers where it last stopped. */
extern pid_t child;
extern struct user_regs_struct regs;

/* What commands have said; last is the value that the last call returned. */
extern uint64_t gs_base, stack_base, stack_size, last;
extern uint64_t extable_start, extable_stop, extable_entry;
extern int output, plain;
extern unsigned long limit;

/* stepper.c */
void die(const char *format, ...);

/* memory.c */
void keep_all(void);
void map(uint64_t address, uint64_t bytes);
char *slurp(const char *name, size_t *size);
void segment(int argc, char **argv);
void apply_protections(void);
void protect(uint64_t address, uint64_t bytes, int rights);
void keep(const char *file, uint64_t address, uint64_t bytes);

/* symbols.c */
int find(const char *name, uint64_t *value);
void load_elf(const char *name);
uint64_t number(const char *text);

/* process.c */
void start_child(void);
void clear_registers(uint64_t rip, uint64_t rsp);
void print_registers(void);

/* calls.c */
void call(const char *target, int argc, char **argv, int stepping);
void enter(const char *target, uint64_t rsp, int stepping);

/* count.c */
void count(struct counts *counts, const struct user_regs_struct *before, const struct user_regs_struct *after,
	   uint64_t entry, uint64_t *callee);

/* run.c */
enum stop go(const char *target, int stepping, struct counts *counts, int *signal);

/* fixup.c */
int fix_up(void);
