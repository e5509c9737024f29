/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 3.13: the folded flag is inverted, set while *no* reschedule is wanted. The whole word is zero exactly
 * when preemption is both wanted and allowed, so the decrement itself is the test.
 */

static __always_inline bool tif_need_resched(void)
{
	return !(this_cpu_read(__preempt_count) & PREEMPT_NEED_RESCHED);
}

static __always_inline bool should_resched(void)
{
	return unlikely(!this_cpu_read(__preempt_count));
}

/* As far as the test tells that follows a decrement. */
static __always_inline bool preempt_is_due(void)
{
	return should_resched();
}

static __always_inline bool preempt_count_dec_and_test(void)
{
#if !defined(PREEMPT_COUNT_ONE_INSTRUCTION)
	preempt_count_dec();
	return should_resched();
#elif defined(CONFIG_PREEMPT_ASM_GOTO)
	__asm__ goto("decl %%gs:%0\n\t"
		     "je %l[zero]"
		     : : "m" (__preempt_count) : "memory", "cc" : zero);
	return false;
zero:
	return true;
#elif defined(CONFIG_PREEMPT_SETCC)
	u8 zero;

	__asm__ __volatile__("decl %%gs:%0\n\t"
			     "sete %1"
			     : "+m" (__preempt_count), "=qm" (zero) : : "memory", "cc");
	return zero;
#else
	bool zero;

	__asm__ __volatile__("decl %%gs:%0"
			     : "+m" (__preempt_count), "=@cce" (zero) : : "memory");
	return zero;
#endif
}

/* By another CPU, in the copy that a CPU of this number tests. */
static inline void set_need_resched_of(int cpu)
{
	__asm__ __volatile__("lock andl %1,%0" : "+m" (per_cpu(__preempt_count, cpu))
			     : "i" (~PREEMPT_NEED_RESCHED) : "memory", "cc");
}

/* On the owning CPU, as the IPI's handler does after reading thread_info. */
static inline void set_need_resched(void)
{
	__asm__ __volatile__("andl %1,%%gs:%0" : "+m" (__preempt_count)
			     : "i" (~PREEMPT_NEED_RESCHED) : "cc");
}

static inline void clear_need_resched(void)
{
	__asm__ __volatile__("orl %1,%%gs:%0" : "+m" (__preempt_count)
			     : "i" (PREEMPT_NEED_RESCHED) : "cc");
}
