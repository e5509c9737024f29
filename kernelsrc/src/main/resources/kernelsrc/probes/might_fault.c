// SPDX-License-Identifier: Apache-2.0
/*
 * @name   might-fault
 * @title  might_fault() and the four functions below it, each of them called
 * @call   check
 * @setup  setup_check
 * @digest digest_check
 * @region user
 * @why    The five functions of the trace that the article's figure comes from.
 *
 * @name   might-fault-durations
 * @title  how long each of the five took, as the tracer noted it
 * @call   durations
 * @setup  setup_check
 * @digest digest_check
 * @region user
 * @why    Every function is charged with the tracing of those that it calls.
 */
#include <lab.h>
#include <linux/ftrace.h>
#include <linux/sched.h>

/* With a tracer, a call goes through the function's traced entry. */
#ifdef CONFIG_FUNCTION_GRAPH_TRACER
#define CALL(function)	function##_entry
#else
#define CALL(function)	function
#endif

#define DECLARE_TRACED(type, name, ...)	\
	type name(__VA_ARGS__);		\
	type name##_entry(__VA_ARGS__)

DECLARE_TRACED(bool, traced_test_ti_thread_flag, struct thread_info *ti, int flag);
DECLARE_TRACED(bool, traced_need_resched, void);
DECLARE_TRACED(bool, traced_should_resched, void);
DECLARE_TRACED(int, traced_cond_resched, void);
DECLARE_TRACED(void, traced_might_fault, void);

noinline bool traced_test_ti_thread_flag(struct thread_info *ti, int flag)
{
	return READ_ONCE(ti->flags) >> flag & 1;
}

noinline bool traced_need_resched(void)
{
	return CALL(traced_test_ti_thread_flag)(current_thread_info(), TIF_NEED_RESCHED);
}

noinline bool traced_should_resched(void)
{
	return CALL(traced_need_resched)() && !(preempt_count() & PREEMPT_ACTIVE);
}

noinline int traced_cond_resched(void)
{
	if (CALL(traced_should_resched)()) {
		__cond_resched();
		return 1;
	}
	return 0;
}

noinline void traced_might_fault(void)
{
	CALL(traced_cond_resched)();
}

void check(void)
{
	CALL(traced_might_fault)();
}

/* Twelve bits for each function, innermost first; 0 without a tracer. */
unsigned long durations(void)
{
	unsigned long packed = 0;

	CALL(traced_might_fault)();
#ifdef CONFIG_FUNCTION_GRAPH_TRACER
	for (int i = 0; i < 5; i++)
		packed |= ftrace_duration(i) << 12 * i;
#endif
	return packed;
}

void setup_check(unsigned long args[6])
{
	(void)args;
	lab_boot();
}

unsigned long digest_check(unsigned long result)
{
	(void)result;
	return 1;
}
