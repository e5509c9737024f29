// SPDX-License-Identifier: Apache-2.0
/*
 * Where the words lie whose roles roles.properties gives: the lab reads this table in what it links. A
 * pointer is "variable->struct" and what lies there behind the struct's first byte; "%rsp" stands for the
 * low end of the stack.
 */
#include <lab.h>
#include <linux/sched.h>

#define offset_of(type, field)	((long)&((type *)0)->field)
#define FIELD(type, field) \
	{ #type "." #field, offset_of(struct type, field), sizeof(((struct type *)0)->field) }

const struct lab_place lab_places[] = {
	FIELD(thread_info, flags),
	FIELD(thread_info, preempt_count),
	FIELD(thread_info, addr_limit),
#ifdef CONFIG_PREEMPT_COUNT_TWO_WORDS
	FIELD(thread_info, preempt.count),
	FIELD(thread_info, preempt.need_resched),
	FIELD(thread_info, preempt_word),
#endif
	FIELD(task_struct, rcu_read_lock_nesting),
	FIELD(task_struct, rcu_read_unlock_special),
	{ "current_task->task_struct", 0, 0 },
#ifdef CONFIG_THREAD_INFO_IN_TASK
	{ "current_task->thread_info", offset_of(struct task_struct, thread_info), 0 },
#else
	{ "%rsp->thread_info", 0, 0 },
	{ "kernel_stack->thread_info", (long)(THREAD_SIZE - KERNEL_STACK_OFFSET), 0 },
#endif
	{ "USER_DS", (long)USER_DS, 0 },
};

const unsigned int lab_places_length = sizeof(lab_places) / sizeof(lab_places[0]);
