// SPDX-License-Identifier: Apache-2.0
/*
 * @name   entry
 * @title  what a handler finds: the registers of what it interrupted, and flags of its own
 * @call   entry
 * @setup  entry_setup
 * @digest lab_digest_trace
 * @region preempt
 * @expect all: DSN 0 0 200 0 0 0 0 = 0x0
 * @why    Whatever the interrupted code has left in the flags, a handler copies upwards and keeps user
 *         pages closed; its registers are in pt_regs by their names, and it gets all of them back.
 */
#include <lab_context.h>
#include <linux/irqflags.h>

#define X86_EFLAGS_DF	(1UL << 10)
#define X86_EFLAGS_AC	(1UL << 18)
#define FLAGS		(X86_EFLAGS_IF | X86_EFLAGS_DF | X86_EFLAGS_AC)
#define KERNEL_CS	0x10
#define PATTERN		0x5a01020304050600UL

/* The registers by number, then rip and the flags: as the handler found them, and once it has returned. */
#define EFLAGS		17
static unsigned long found[18], seen[18];

/* Fills the registers, sets both flags, interrupts itself, and writes down what it has then. */
#define INTERRUPT(vector)							\
	__asm__ __volatile__(							\
		"movabsq $0x5a01020304050600, %%rax\n\t"			\
		"leaq 1(%%rax), %%rcx\n\tleaq 2(%%rax), %%rdx\n\tleaq 3(%%rax), %%rbx\n\t" \
		"leaq 6(%%rax), %%rsi\n\tleaq 7(%%rax), %%rdi\n\tleaq 8(%%rax), %%r8\n\t" \
		"leaq 9(%%rax), %%r9\n\tleaq 10(%%rax), %%r10\n\tleaq 11(%%rax), %%r11\n\t" \
		"leaq 12(%%rax), %%r12\n\tleaq 13(%%rax), %%r13\n\tleaq 14(%%rax), %%r14\n\t" \
		"leaq 15(%%rax), %%r15\n\t"					\
		"movq %%rsp, %c0+32\n\tmovq %%rbp, %c0+40\n\t"			\
		"movq $1f, %c0+128\n\t"						\
		"std\n\tstac\n\t"						\
		"int %1\n"							\
		"1:\tpushfq\n\tpopq %c0+136\n\t"				\
		"cld\n\tclac\n\t"						\
		"movq %%rax, %c0\n\tmovq %%rcx, %c0+8\n\tmovq %%rdx, %c0+16\n\tmovq %%rbx, %c0+24\n\t" \
		"movq %%rsi, %c0+48\n\tmovq %%rdi, %c0+56\n\tmovq %%r8, %c0+64\n\t" \
		"movq %%r9, %c0+72\n\tmovq %%r10, %c0+80\n\tmovq %%r11, %c0+88\n\tmovq %%r12, %c0+96\n\t" \
		"movq %%r13, %c0+104\n\tmovq %%r14, %c0+112\n\tmovq %%r15, %c0+120" \
		: : "i" (seen), "i" (vector)					\
		: "rax", "rcx", "rdx", "rbx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", \
		  "r14", "r15", "memory", "cc")

static unsigned int wrong_flags(void)
{
	return native_save_fl() & FLAGS;
}

static void find(struct pt_regs *regs)
{
	unsigned long registers[] = {
		regs->ax, regs->cx, regs->dx, regs->bx, regs->sp, regs->bp, regs->si, regs->di,
		regs->r8, regs->r9, regs->r10, regs->r11, regs->r12, regs->r13, regs->r14, regs->r15,
		regs->ip, regs->flags & FLAGS,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(registers); i++)
		WRITE_ONCE(found[i], registers[i]);
}

static void device(struct pt_regs *regs)
{
	lab_trace('D');
	lab_value(wrong_flags());
	lab_value(regs->cs - KERNEL_CS + regs->orig_ax - FIRST_DEVICE_VECTOR);
	find(regs);
	raise_softirq_irqoff(0);
}

static void softirq(void)
{
	lab_trace('S');
	lab_value(wrong_flags());
}

static void nmi(struct pt_regs *regs)
{
	lab_trace('N');
	lab_value(wrong_flags());
	find(regs);
}

void entry_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_irq(FIRST_DEVICE_VECTOR, device);
	request_nmi(nmi);
	open_softirq(0, softirq);
}

/* A bit for each word that the handler found otherwise, or that has changed. */
static unsigned long wrong(void)
{
	unsigned long which = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(seen); i++) {
		unsigned long right = READ_ONCE(seen[i]);

		if (i < 16 && i != 4 && i != 5)
			right = PATTERN + i;
		if (i == EFLAGS)
			right = FLAGS;
		if (READ_ONCE(found[i]) != right || (READ_ONCE(seen[i]) & (i == EFLAGS ? FLAGS : -1UL)) != right)
			which |= 1UL << i;
	}
	return which;
}

static noinline unsigned long by_device(void)
{
	INTERRUPT(FIRST_DEVICE_VECTOR);
	return wrong();
}

static noinline unsigned long by_nmi(void)
{
	INTERRUPT(NMI_VECTOR);
	return wrong();
}

struct gate {
	u64 low, high;
};

extern const struct entry_point {
	unsigned long vector, entry;
} entry_points[], entry_points_end[];

/* The CPU's table has 256 gates; those of the entries are interrupt gates of the kernel's alone (SDM volume 3, 6.14.1). */
static noinline unsigned long wrong_gates(void)
{
	struct {
		u16 limit;
		u64 base;
	} __packed table;
	const struct entry_point *point;
	unsigned long wrong = 0;

	__asm__ __volatile__("sidt %0" : "=m" (table));
	wrong += table.limit != 256 * sizeof(struct gate) - 1;
	for (point = entry_points; point < entry_points_end; point++) {
		const struct gate *gate = (const struct gate *)table.base + point->vector;
		u64 offset = (gate->low & 0xffff) | (gate->low >> 48 << 16) | gate->high << 32;

		wrong += offset != point->entry || gate->high >> 32;
		wrong += (gate->low >> 16 & 0xffffffff) != (0x8e000000 | KERNEL_CS);
	}
	return wrong;
}

unsigned long entry(void)
{
	unsigned long which = by_device();

	lab_value(which);
	which = by_nmi();
	lab_value(which);
	lab_value(wrong_gates());
	return lab_preempt_count();
}
