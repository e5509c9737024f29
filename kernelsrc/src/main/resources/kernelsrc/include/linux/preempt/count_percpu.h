/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The count is a per-CPU variable: it is zero for every thread that is not running, so it is the CPU's.
 * Each change is one instruction, since an interrupt may set a bit of the same word.
 */

DECLARE_PER_CPU(u32, __preempt_count);

static __always_inline int preempt_count(void)
{
	return this_cpu_read(__preempt_count) & ~PREEMPT_NEED_RESCHED;
}

static __always_inline void preempt_count_add(int val)
{
	this_cpu_add_4(__preempt_count, val);
}

static __always_inline void preempt_count_sub(int val)
{
	this_cpu_add_4(__preempt_count, -val);
}

static __always_inline void preempt_count_inc(void)
{
	this_cpu_inc_4(__preempt_count);
}

static __always_inline void preempt_count_dec(void)
{
	this_cpu_dec_4(__preempt_count);
}
