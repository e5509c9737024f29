/* SPDX-License-Identifier: Apache-2.0 */
/* 3.11: count and flag are two words of thread_info, changed and tested one after the other. */

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

static __always_inline bool tif_need_resched(void)
{
	return test_thread_flag(TIF_NEED_RESCHED);
}

/* The flag alone: preempt_schedule() looks at the count again. */
static __always_inline bool preempt_count_dec_and_test(void)
{
	preempt_count_dec();
	barrier();
	return tif_need_resched();
}

static inline void set_need_resched(void)
{
	current_thread_info()->flags |= _TIF_NEED_RESCHED;
}

static inline void clear_need_resched(void)
{
	current_thread_info()->flags &= ~_TIF_NEED_RESCHED;
}
