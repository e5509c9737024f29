// SPDX-License-Identifier: Apache-2.0
/*
 * @name   nested-nmi
 * @title  an NMI that comes into every other context, and gives back what is its own
 * @call   nested_nmi
 * @setup  nested_nmi_setup
 * @digest lab_digest_trace
 * @region none
 * @alone  it sends itself the interrupts that must come
 * @expect CONFIG_NEED_RESCHED_INVERTED: NDNDbNbSN.
 *         110000 0 10000 120000 10000 200 110200 200 101 110101 101 0 = 0x0 u32
 * @expect all: NDNDbNbSN.
 *         4010000 0 10000 4020000 10000 200 4010200 200 101 4010101 101 0 = 0x0 u32
 * @why    A context adds its own share to the count and takes away the same, whatever it has interrupted.
 *         Each device has a vector, an entry and a handler of its own.
 */
#include <lab_context.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>

static void look(char where)
{
	lab_trace(where);
	lab_value(preempt_count());
}

static void nmi(struct pt_regs *regs)
{
	(void)regs;
	look('N');
}

static void device(struct pt_regs *regs)
{
	(void)regs;
	look('D');
	lab_interrupt(NMI_VECTOR);
	look('D');
}

static void softirq(void)
{
	look('S');
	lab_interrupt(NMI_VECTOR);
	lab_value(preempt_count());
}

void nested_nmi_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_irq(FIRST_DEVICE_VECTOR, device);
	request_nmi(nmi);
	open_softirq(2, softirq);
}

static unsigned long arrived[NR_DEVICE_VECTORS];

#define DEFINE_HANDLER(number)						\
static void handler_##number(struct pt_regs *regs)			\
{									\
	arrived[number] = arrived[number] << 8 | regs->orig_ax;		\
}

DEFINE_HANDLER(0)
DEFINE_HANDLER(1)
DEFINE_HANDLER(2)
DEFINE_HANDLER(3)
DEFINE_HANDLER(4)
DEFINE_HANDLER(5)
DEFINE_HANDLER(6)
DEFINE_HANDLER(7)

/* Each device has its own vector, entry and handler. */
static noinline unsigned long wrong_devices(void)
{
	static void (*const handlers[])(struct pt_regs *) = {
		handler_0, handler_1, handler_2, handler_3, handler_4, handler_5, handler_6, handler_7,
	};
	unsigned long wrong = 0;
	unsigned int i;

	for (i = 0; i < NR_DEVICE_VECTORS; i++) {
		WRITE_ONCE(arrived[i], 0);
		request_irq(FIRST_DEVICE_VECTOR + i, handlers[i]);
	}
	lab_interrupt(0x30);
	lab_interrupt(0x31);
	lab_interrupt(0x32);
	lab_interrupt(0x33);
	lab_interrupt(0x34);
	lab_interrupt(0x35);
	lab_interrupt(0x36);
	lab_interrupt(0x37);
	for (i = 0; i < NR_DEVICE_VECTORS; i++)
		wrong += READ_ONCE(arrived[i]) != FIRST_DEVICE_VECTOR + i;
	return wrong;
}

int nested_nmi(void)
{
	lab_interrupt(NMI_VECTOR);
	lab_value(preempt_count());
	lab_interrupt(FIRST_DEVICE_VECTOR);
	local_bh_disable();
	look('b');
	lab_interrupt(NMI_VECTOR);
	look('b');
	local_irq_disable();
	raise_softirq_irqoff(2);
	local_irq_enable();
	local_bh_enable();
	/* Nobody has asked for these. */
	request_nmi(NULL);
	lab_interrupt(NMI_VECTOR);
	request_other_cpu(NULL);
	lab_interrupt(OTHER_CPU_VECTOR);
	lab_trace('.');
	lab_value(wrong_devices());
	return lab_preempt_count();
}
