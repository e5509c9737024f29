// SPDX-License-Identifier: Apache-2.0
/* The tracer's C half; traced functions come in by ftrace_entry.S. */
#include <linux/ftrace.h>
#include <linux/compiler.h>

#define FTRACE_DEPTH	16
#define FTRACE_EVENTS	64

struct ftrace_ret_stack {
	unsigned long ret;
	unsigned long func;
	u64 calltime;
};

struct ftrace_event {
	unsigned long func;
	u64 calltime;
	u64 rettime;
	u32 depth;
};

static struct ftrace_ret_stack ret_stack[FTRACE_DEPTH];
static struct ftrace_event events[FTRACE_EVENTS];
static unsigned int depth, next_event;

void return_to_handler(void);
void prepare_ftrace_return(unsigned long self, unsigned long *parent);
unsigned long ftrace_return_to_handler(void);

static __always_inline u64 trace_clock(void)
{
	u32 low, high;

	__asm__ __volatile__("rdtsc" : "=a" (low), "=d" (high));
	return (u64)high << 32 | low;
}

/* The caller will be returned to by way of the handler. */
void prepare_ftrace_return(unsigned long self, unsigned long *parent)
{
	struct ftrace_ret_stack *frame;

	if (unlikely(depth >= FTRACE_DEPTH))
		return;
	frame = &ret_stack[depth++];
	frame->ret = *parent;
	frame->func = self;
	*parent = (unsigned long)return_to_handler;
	frame->calltime = trace_clock();
}

/* Where the function would have returned to. */
unsigned long ftrace_return_to_handler(void)
{
	u64 rettime = trace_clock();
	struct ftrace_ret_stack *frame = &ret_stack[--depth];
	struct ftrace_event *event = &events[next_event++ % FTRACE_EVENTS];

	event->func = frame->func;
	event->calltime = frame->calltime;
	event->rettime = rettime;
	event->depth = depth;
	return frame->ret;
}

unsigned long ftrace_duration(unsigned int place)
{
	return events[place].rettime - events[place].calltime;
}
