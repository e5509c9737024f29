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
#define LONGEST 15 /* bytes of an instruction */
#define NO_VECTOR -1
#define VSYSCALL 0xffffffffff600000UL /* the one page of the host's kernel that user code may enter */

struct counts {
	unsigned long instructions, own, rep, pushes, stack, total, calls;
};

enum stop { NOT_YET, RETURNED, EXITED, HALTED, LIMITED, FAULTED, UNRUN };

/* How a call or a run ended. */
struct ending {
	enum stop stop;
	int signal, vector; /* of a fault; NO_VECTOR for what is none to the CPU */
	uint64_t error, address; /* its error code; CR2 of a page fault */
	const char *why; /* of UNRUN: what cannot be run here, one word */
};

/* The guest: its process, and its registers where it last stopped. */
extern pid_t child;
extern struct user_regs_struct regs;

/* What commands have said; last is the value that the last call returned. */
extern uint64_t fs_base, gs_base, stack_base, stack_size, last;
extern int output, plain;
extern unsigned long seconds; /* of the host CPU's time, for guests that do not end */
extern unsigned long limit;

/* stepper.c */
void die(const char *format, ...);
void leave(int code);

/* memory.c: what the guest's memory is to be, before there is a guest */
void map(uint64_t address, uint64_t bytes);
void fill(uint64_t address, const void *from, uint64_t bytes);
char *slurp(const char *name, size_t *size);
void segment(int argc, char **argv);
void protect(uint64_t address, uint64_t bytes, int rights);
void keep(const char *file, uint64_t address, uint64_t bytes);
void build_memory(void);
void keep_all(void);
uint64_t kept_bytes(void);

/* guest.c: the guest's memory, by process_vm calls and in its segments alone */
void allow(uint64_t start, uint64_t end);
int overlaps(uint64_t start, uint64_t end);
size_t read_some(uint64_t address, void *to, size_t bytes);
int read_guest(uint64_t address, void *to, size_t bytes);
int write_guest(uint64_t address, const void *from, size_t bytes);
void read_code(uint64_t address, uint8_t *code);

/* symbols.c */
int find(const char *name, uint64_t *value);
void load_elf(const char *name);
uint64_t number(const char *text);

/* process.c */
void start_child(void);
void clear_registers(uint64_t rip, uint64_t rsp);
void print_registers(void);
void wait_child(int *status);

/* prison.c */
void start_prison(void);
void close_prison(void);
long inject(long number, uint64_t a, uint64_t b, uint64_t c, uint64_t d);

/* seal.c */
void seal_child_before_exec(void);
void seal_self(void);

/* frame.c */
void prepare_frame(void);
void look_at_fault(struct ending *ending);

/* calls.c */
void call(const char *target, int argc, char **argv, int stepping);
void enter(const char *target, uint64_t rsp, int stepping);

/* opcode.c */
int is_repeat(const uint8_t *code);
uint64_t repeat_counter(const uint8_t *code, uint64_t rcx);
int is_callee_saved_push(const uint8_t *code);
int is_call(const uint8_t *code);
int is_pushf(const uint8_t *code);
int system_call_length(const uint8_t *code);
int stack_segment_load_length(const uint8_t *code);
const char *cannot_run(const uint8_t *code);

/* count.c */
void count(struct counts *counts, const uint8_t *code, const struct user_regs_struct *before,
	   const struct user_regs_struct *after, uint64_t entry, uint64_t *callee);

/* run.c */
struct ending go(const char *target, int stepping, struct counts *counts);

/* fixup.c */
void exception_table(uint64_t start, uint64_t stop, uint64_t entry);
void bug_table(uint64_t start, uint64_t stop);
int fix_up(int vector);
int warn(void);
