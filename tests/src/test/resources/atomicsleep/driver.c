/* Comes to where a thread may sleep, with preemption off that many times. Each returns the line of it. */
#include <lab.h>
#include <linux/kernel.h>
#include <linux/preempt.h>

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
