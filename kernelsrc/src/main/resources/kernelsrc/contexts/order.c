// SPDX-License-Identifier: Apache-2.0
/*
 * @name   order
 * @title  what a compiler may neither move nor merge: an interrupt that it is not told of looks
 * @call   order
 * @setup  order_setup
 * @digest lab_digest_trace
 * @region preempt
 * @expect all: = 0x0
 * @why    What enters or leaves a context is a barrier for the compiler: what is written before is in
 *         memory, what is read after is read anew. What is said to be accessed once is, each time.
 */
#include <lab_context.h>
#include <lab_sched.h>
#include <lab_user.h>
#include <linux/atomic.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

static int cell, *pointer, read_there;
static atomic_t atomic;
static spinlock_t lock;
static DEFINE_PER_CPU(int, cpu_cell);

static void device(struct pt_regs *regs)
{
	(void)regs;
	read_there = pointer ? READ_ONCE(*pointer) : 0;
	WRITE_ONCE(cell, READ_ONCE(cell) + 1);
	this_cpu_write(cpu_cell, this_cpu_read(cpu_cell) + 1);
}

/* Nothing tells the compiler that memory changes. */
#define UNTOLD_INTERRUPT()	__asm__ __volatile__("int $0x30")

/* What has been read cannot be read later. */
#define READ_BY_NOW(value)	__asm__ __volatile__("" : : "r" (value))

/* After it the cell is read anew. */
#define READ_ANEW(bit, barrier) do {		\
	int before = cell;			\
						\
	READ_BY_NOW(before);			\
	UNTOLD_INTERRUPT();			\
	barrier;				\
	if (cell != before + 1)			\
		which |= 1UL << (bit);		\
} while (0)

/* Before it the cell is written. One on its way in, and the other out. */
#define ORDERED(bit, in, out) do {		\
	READ_ANEW(bit, in);			\
	READ_ANEW(bit, out);			\
	cell = 1;				\
	in;					\
	UNTOLD_INTERRUPT();			\
	out;					\
	if (cell != 2)				\
		which |= 1UL << (bit);		\
} while (0)

void order_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_irq(0x30, device);
	lock.head_tail = 0;
	pointer = NULL;
}

static noinline unsigned long contexts(void)
{
	unsigned long which = 0, flags = 0;

	ORDERED(0, barrier(), barrier());
	ORDERED(1, preempt_disable(), preempt_enable_no_resched());
	preempt_disable();
	ORDERED(2, preempt_enable_no_resched(), preempt_disable());
	preempt_enable();
	ORDERED(3, local_irq_disable(), local_irq_enable());
	local_irq_disable();
	ORDERED(4, local_irq_enable(), local_irq_disable());
	local_irq_enable();
	ORDERED(5, flags = local_irq_save(), local_irq_restore(flags));
	flags = native_save_fl();
	ORDERED(6, local_irq_restore(flags), local_irq_restore(flags));
	ORDERED(7, pagefault_disable(), pagefault_enable());
	ORDERED(9, stac(), clac());
	stac();
	ORDERED(10, clac(), stac());
	clac();
	return which;
}

static noinline unsigned long regions(void)
{
	unsigned long which = 0;

	ORDERED(16, rcu_read_lock(), rcu_read_unlock());
	ORDERED(17, rcu_read_lock_sched(), rcu_read_unlock_sched());
	ORDERED(18, arch_spin_lock(&lock), arch_spin_unlock(&lock));
	arch_spin_lock(&lock);
	ORDERED(19, arch_spin_unlock(&lock), arch_spin_lock(&lock));
	arch_spin_unlock(&lock);
	ORDERED(20, smp_mb(), smp_mb());
	ORDERED(21, cpu_relax(), cpu_relax());
	atomic_set(&atomic, 1);
	ORDERED(22, atomic_inc_not_zero(&atomic), atomic_inc_not_zero(&atomic));
	ORDERED(23, local_bh_disable(), local_bh_enable());
	return which;
}

/* Each access is made, and none twice. */
static noinline unsigned long once(void)
{
	unsigned long which = 0;
	int first, second;

	cell = 1;
	first = READ_ONCE(cell);
	UNTOLD_INTERRUPT();
	second = READ_ONCE(cell);
	if (second != first + 1)
		which |= 1UL << 32;
	pointer = &cell;
	barrier();
	WRITE_ONCE(cell, 5);
	UNTOLD_INTERRUPT();
	WRITE_ONCE(cell, 6);
	if (READ_ONCE(read_there) != 5)
		which |= 1UL << 33;
	first = this_cpu_read(cpu_cell);
	UNTOLD_INTERRUPT();
	second = this_cpu_read(cpu_cell);
	if (second != first + 1)
		which |= 1UL << 34;
	this_cpu_write(cpu_cell, 7);
	UNTOLD_INTERRUPT();
	first = this_cpu_read(cpu_cell);
	this_cpu_write(cpu_cell, 9);
	if (first != 8)
		which |= 1UL << 35;
	return which;
}

/* What is published is there before the pointer to it. */
static noinline unsigned long published(void)
{
	static int node;

	pointer = NULL;
	node = 3;
	rcu_assign_pointer(pointer, &node);
	UNTOLD_INTERRUPT();
	node = 4;
	return READ_ONCE(read_there) != 3 ? 1UL << 36 : 0;
}

unsigned long order(void)
{
	return contexts() | regions() | once() | published() | (unsigned long)lab_preempt_count() << 40;
}
