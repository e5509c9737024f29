// SPDX-License-Identifier: Apache-2.0
/* From the entry code to handlers, and back to where a reschedule may be due. */
#include <linux/interrupt.h>
#include <linux/irqflags.h>
#include <linux/sched.h>

#define NR_VECTORS	256
#define KERNEL_CS	0x10
#define GATE_INTERRUPT	0x8eUL

struct idt_gate {
	u64 low, high;
};

/* What entry.S lists. */
struct entry_point {
	unsigned long vector;
	unsigned long entry;
};

void do_IRQ(struct pt_regs *regs);
void do_nmi(struct pt_regs *regs);
void do_other_cpu(void);

extern const struct entry_point entry_points[], entry_points_end[];

#ifdef CONFIG_PREEMPT
void irqentry_exit_cond_resched(void);
#endif
#ifdef CONFIG_PREEMPT_DYNAMIC
void __SCT__irqentry_exit_cond_resched(void);
#endif

static struct idt_gate idt[NR_VECTORS];
static void (*handlers[NR_DEVICE_VECTORS])(struct pt_regs *regs);
static void (*nmi_handler)(struct pt_regs *regs);
static void (*other_cpu)(void);

static void set_gate(unsigned long vector, unsigned long entry)
{
	idt[vector].low = (entry & 0xffff) | (u64)KERNEL_CS << 16 | GATE_INTERRUPT << 40
			  | (entry >> 16 & 0xffff) << 48;
	idt[vector].high = entry >> 32;
}

void trap_init(void)
{
	struct {
		u16 limit;
		u64 base;
	} __packed descriptor = { sizeof(idt) - 1, (u64)idt };
	const struct entry_point *point;
	unsigned int i;

	for (point = entry_points; point < entry_points_end; point++)
		set_gate(point->vector, point->entry);
	for (i = 0; i < NR_DEVICE_VECTORS; i++)
		handlers[i] = NULL;
	nmi_handler = NULL;
	other_cpu = NULL;
	__asm__ __volatile__("lidt %0" : : "m" (descriptor));
}

void request_irq(unsigned int vector, void (*handler)(struct pt_regs *regs))
{
	handlers[vector - FIRST_DEVICE_VECTOR] = handler;
}

void request_other_cpu(void (*act)(void))
{
	other_cpu = act;
}

void request_nmi(void (*handler)(struct pt_regs *regs))
{
	nmi_handler = handler;
}

static void handle(unsigned long vector, struct pt_regs *regs)
{
	switch (vector) {
	case LOCAL_TIMER_VECTOR:
		scheduler_tick();
		break;
	case RESCHEDULE_VECTOR:
		scheduler_ipi();
		break;
	default:
		if (handlers[vector - FIRST_DEVICE_VECTOR])
			handlers[vector - FIRST_DEVICE_VECTOR](regs);
	}
}

#ifdef CONFIG_PREEMPT
/* Preemption is on where the interrupt came: no part of the count is left. */
void irqentry_exit_cond_resched(void)
{
	if (!preempt_count() && need_resched())
		preempt_schedule_irq();
}
#endif

/* With interrupts off, on the way back to where the frame says. */
void irqentry_exit(struct pt_regs *regs)
{
	if (!(regs->flags & X86_EFLAGS_IF))
		return;
#if defined(CONFIG_PREEMPT_DYNAMIC)
	__SCT__irqentry_exit_cond_resched();
#elif defined(CONFIG_PREEMPT)
	irqentry_exit_cond_resched();
#endif
}

/* Called by the entry code with interrupts off. */
void do_IRQ(struct pt_regs *regs)
{
	irq_enter();
	handle(regs->orig_ax, regs);
	irq_exit();
	irqentry_exit(regs);
}

/* An NMI may have interrupted the scheduler itself, so nothing comes of it on the way back. */
void do_nmi(struct pt_regs *regs)
{
	nmi_enter();
	if (nmi_handler)
		nmi_handler(regs);
	nmi_exit();
}

void do_other_cpu(void)
{
	if (other_cpu)
		other_cpu();
}
