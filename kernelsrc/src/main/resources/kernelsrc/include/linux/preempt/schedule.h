/* SPDX-License-Identifier: Apache-2.0 */
/* How preempt_enable() reaches the scheduler, which is what decides whether its caller is a leaf. */

#if defined(CONFIG_LAB_NO_SLOW_CALL)

/* The control of the experiment: count, test and a cold place to go to, without the call. */
static __always_inline void __preempt_schedule(void)
{
	__asm__ __volatile__("nop" : : : "memory");
}

#elif defined(CONFIG_PREEMPT_THUNK)

/* The thunk saves every register, so the compiler sees an instruction and not a call. */
static __always_inline void __preempt_schedule(void)
{
	__asm__ __volatile__("call ___preempt_schedule" : : : "memory", "cc");
}

#elif defined(CONFIG_PREEMPT_STATIC_CALL) && !defined(CONFIG_STATIC_CALL_FROM_C)

/* PREEMPT_DYNAMIC: the trampoline, patched at boot, jumps to the thunk. */
static __always_inline void __preempt_schedule(void)
{
	__asm__ __volatile__("call __SCT__preempt_schedule" : : : "memory", "cc");
}

#elif defined(CONFIG_PREEMPT_STATIC_CALL)

/* A static call as C makes it: whatever the trampoline holds, the compiler sees a function. */
void __SCT__preempt_schedule(void);

static __always_inline void __preempt_schedule(void)
{
	__SCT__preempt_schedule();
}

#else

void preempt_schedule(void);

static __always_inline void __preempt_schedule(void)
{
	preempt_schedule();
}

#endif
