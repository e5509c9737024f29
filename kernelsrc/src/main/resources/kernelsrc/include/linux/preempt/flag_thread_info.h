/* SPDX-License-Identifier: Apache-2.0 */
/* NEED_RESCHED is a bit of thread_info's flags: a second word to look at, wherever the count is. */

static __always_inline bool tif_need_resched(void)
{
	return test_thread_flag(TIF_NEED_RESCHED);
}

/* As far as the test tells that follows a decrement. */
static __always_inline bool preempt_is_due(void)
{
	return tif_need_resched();
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
