/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arm64: an interrupt may store the flag's half between our load and our store of the count's, so the
 * store is of that half alone, and what was loaded does not decide by itself.
 */

static __always_inline bool tif_need_resched(void)
{
	return !READ_ONCE(current_thread_info()->preempt.need_resched);
}

static __always_inline bool should_resched(void)
{
	return !READ_ONCE(current_thread_info()->preempt_word);
}

/* As far as the test tells that follows a decrement. */
static __always_inline bool preempt_is_due(void)
{
	return should_resched();
}

static __always_inline bool preempt_count_dec_and_test(void)
{
	struct thread_info *ti = current_thread_info();
	u64 word = READ_ONCE(ti->preempt_word);

	WRITE_ONCE(ti->preempt.count, (u32)--word);
	return !word || !READ_ONCE(ti->preempt_word);
}

static inline void set_need_resched(void)
{
	WRITE_ONCE(current_thread_info()->preempt.need_resched, 0);
}

static inline void clear_need_resched(void)
{
	WRITE_ONCE(current_thread_info()->preempt.need_resched, 1);
}
