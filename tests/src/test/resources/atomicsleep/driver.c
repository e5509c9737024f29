/* Comes to where a thread may sleep, with preemption off that many times. Each returns the line of it. */
#include <lab.h>
#include <linux/kernel.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>

static void enter(int depth)
{
	while (depth--)
		preempt_disable();
}

static void leave(int depth)
{
	while (depth--)
		preempt_enable();
}

int sleeps(int depth)
{
	int line;

	enter(depth);
	might_sleep(), line = __LINE__;
	leave(depth);
	return line;
}

int faults(int depth)
{
	int line;

	enter(depth);
	might_fault(), line = __LINE__;
	leave(depth);
	return line;
}

void irqsOff(void)
{
	local_irq_disable();
	might_sleep();
	local_irq_enable();
}

void irqsOn(void)
{
	local_irq_disable();
	local_irq_enable();
	might_sleep();
}

void reads(void)
{
	rcu_read_lock();
	rcu_read_lock();
	might_sleep();
	rcu_read_unlock();
	rcu_read_unlock();
}

void hasRead(void)
{
	rcu_read_lock();
	rcu_read_unlock();
	might_sleep();
}
