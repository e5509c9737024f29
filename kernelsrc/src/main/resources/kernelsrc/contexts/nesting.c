// SPDX-License-Identifier: Apache-2.0
/*
 * @name   nesting
 * @title  the count, part by part, from a region to an NMI in a softirq
 * @call   nesting
 * @setup  nesting_setup
 * @digest lab_digest_trace
 * @region preempt
 * @expect U4 U5: 02BbiaDhbiaBbiaBbiaSsiaTsiaNnhsiaSsia21DhiaSsiaTsiaNnhsiaSsiaDhiaSsiaTsiaNnhsiaSsia0
 *         0 0 400 10400 400 200 101 101 110101 101 0 0 10000 100 100 110100 100
 *         10000 100 100 110100 100 0 = 0x0 u32
 * @expect !CONFIG_PREEMPT_COUNT: 02BbiaDhbiaBbiaBbiaSsiaTsiaNnhsiaSsia21DhiaSsiaTsiaNnhsiaSsiaDhiaSsiaTsiaNnhsiaSsia0
 *         0 0 400 10400 400 200 101 101 4010101 101 0 0 10000 100 100 4010100 100
 *         10000 100 100 4010100 100 0 = 0x0 u32
 * @expect V1 V1b V2 V3 RF CT CA CC C16 CG SL SC SG SM: 02aBbiaDhbiaBbiaBbiaSsiaTsiaNnhsiaSsia2a1aDhiaSsiaTsiaNnhsiaSsiaDhiaSsiaTsiaNnhsiaSsia0
 *         0 2 402 10402 402 202 103 104 4010104 103 2 1 10001 101 102 4010102 101
 *         10000 100 101 4010101 100 0 = 0x0 u32
 * @expect all: 02aBbiaDhbiaBbiaBbiaSsiaTsiaNnhsiaSsia2a1aDhiaSsiaTsiaNnhsiaSsiaDhiaSsiaTsiaNnhsiaSsia0
 *         0 2 402 10402 402 202 103 104 110104 103 2 1 10001 101 102 110102 101
 *         10000 100 101 110101 100 0 = 0x0 u32
 * @why    Every part of the count has its own bits: regions, softirqs held off, a softirq, a hardirq, an
 *         NMI. None spills, and each is back when its context is left.
 */
#include <lab_context.h>
#include <linux/hardirq.h>

/* The count, and what its users read out of it. */
static void look(char where)
{
	lab_trace(where);
	lab_value(preempt_count());
	if (in_nmi())
		lab_trace('n');
	if (in_irq())
		lab_trace('h');
	if (in_serving_softirq())
		lab_trace('s');
	else if (in_softirq())
		lab_trace('b');
	if (in_interrupt())
		lab_trace('i');
	if (in_atomic())
		lab_trace('a');
}

static void device(struct pt_regs *regs)
{
	(void)regs;
	look('D');
	raise_softirq_irqoff(1);
}

static void nmi(struct pt_regs *regs)
{
	(void)regs;
	look('N');
}

static void softirq(void)
{
	look('S');
	preempt_disable();
	look('T');
	lab_interrupt(NMI_VECTOR);
	preempt_enable_no_resched();
	look('S');
}

void nesting_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_irq(0x30, device);
	request_nmi(nmi);
	open_softirq(1, softirq);
}

int nesting(void)
{
	look('0');
	preempt_disable();
	preempt_disable();
	look('2');
	local_bh_disable();
	local_bh_disable();
	look('B');
	/* Its softirq waits for the last local_bh_enable(). */
	lab_interrupt(0x30);
	look('B');
	local_bh_enable();
	look('B');
	local_bh_enable();
	look('2');
	preempt_enable();
	look('1');
	/* Its softirq runs at once, on its way back. */
	lab_interrupt(0x30);
	preempt_enable();
	/* And where nothing else is counted. */
	lab_interrupt(0x30);
	look('0');
	return lab_preempt_count();
}
