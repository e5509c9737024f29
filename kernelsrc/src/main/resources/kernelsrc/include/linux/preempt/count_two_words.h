/* SPDX-License-Identifier: Apache-2.0 */
/* arm64: the count is the low half of a word of the task; its high half is the flag's. */

static __always_inline int preempt_count(void)
{
	return READ_ONCE(current_thread_info()->preempt.count);
}

static __always_inline void preempt_count_add(int val)
{
	u32 count = READ_ONCE(current_thread_info()->preempt.count);

	WRITE_ONCE(current_thread_info()->preempt.count, count + val);
}

static __always_inline void preempt_count_sub(int val)
{
	preempt_count_add(-val);
}

static __always_inline void preempt_count_inc(void)
{
	preempt_count_add(1);
}

static __always_inline void preempt_count_dec(void)
{
	preempt_count_sub(1);
}
