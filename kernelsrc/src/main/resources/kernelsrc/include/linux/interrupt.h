/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LINUX_INTERRUPT_H
#define LINUX_INTERRUPT_H

#include <linux/hardirq.h>
#include <linux/types.h>

/* The frame and the registers at the low end of an interrupt's part of the stack. */
struct pt_regs {
	unsigned long r15, r14, r13, r12, bp, bx;
	unsigned long r11, r10, r9, r8, ax, cx, dx, si, di;
	unsigned long orig_ax;		/* the vector, or an exception's error code */
	unsigned long ip, cs, flags, sp, ss;
};

#define PAGE_FAULT_VECTOR	14
#define NMI_VECTOR		2
#define FIRST_DEVICE_VECTOR	0x30
#define NR_DEVICE_VECTORS	8
#define OTHER_CPU_VECTOR	0x38
#define LOCAL_TIMER_VECTOR	0xef
#define RESCHEDULE_VECTOR	0xfd

/* Loads a table of gates that sends every vector to its entry. */
void trap_init(void);

/* A device's handler, called with interrupts off. */
void request_irq(unsigned int vector, void (*handler)(struct pt_regs *regs));

/* One for the NMI. It may use nothing that it could have interrupted. */
void request_nmi(void (*handler)(struct pt_regs *regs));

/* What another CPU does between two of our instructions: no context of ours is entered for it. */
void request_other_cpu(void (*act)(void));

/* What fetches a user page; it may sleep. Whether it did; if not, the access is fixed up. */
void request_page_in(bool (*fetch)(unsigned long address));

/* Where an interrupt or fault ends, and preemption may be due. */
void irqentry_exit(struct pt_regs *regs);

#define NR_SOFTIRQS	4

void open_softirq(unsigned int number, void (*action)(void));

/* With interrupts off, as in a handler. */
void raise_softirq_irqoff(unsigned int number);

bool local_softirq_pending(void);
void do_softirq(void);

/* Holds softirqs off; nests. */
static __always_inline void local_bh_disable(void)
{
	debug_preempt_add(SOFTIRQ_DISABLE_OFFSET);
	preempt_count_add(SOFTIRQ_DISABLE_OFFSET);
	barrier();
}

/* Runs those that have come meanwhile, and reschedules if that is due. */
void local_bh_enable(void);

#endif
