/* SPDX-License-Identifier: Apache-2.0 */
/* 3.11: the count is a field of thread_info, changed in plain C. */

static __always_inline int preempt_count(void)
{
	return READ_ONCE(current_thread_info()->preempt_count);
}

static __always_inline void preempt_count_add(int val)
{
	current_thread_info()->preempt_count += val;
}

static __always_inline void preempt_count_sub(int val)
{
	current_thread_info()->preempt_count -= val;
}

static __always_inline void preempt_count_inc(void)
{
	preempt_count_add(1);
}

static __always_inline void preempt_count_dec(void)
{
	preempt_count_sub(1);
}
