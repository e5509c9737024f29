// SPDX-License-Identifier: Apache-2.0
/* PREEMPT_DYNAMIC: the model is chosen at boot, by what four trampolines do. */
#include <lab_sched.h>
#include <linux/kernel.h>

#define JUMP_OPCODE	0xe9UL
#define JUMP_LENGTH	5
#define TRAPS_AFTER	0xcccccc0000000000UL	/* int3, which nothing reaches */
#define RETURN		0xccccccccccccccc3UL	/* ret */
#define RETURN_ZERO	0xccccccccccc3c031UL	/* xorl %eax,%eax; ret */

void ___preempt_schedule(void);
void __SCT__preempt_schedule(void);
void irqentry_exit_cond_resched(void);
void __SCT__irqentry_exit_cond_resched(void);

/* What a trampoline jumps to; where there is nothing to call, what it does instead. */
static void static_call_update(void (*trampoline)(void), void (*target)(void), u64 nothing)
{
	u64 *text = (u64 *)(unsigned long)trampoline;
	u32 distance = (unsigned long)target - ((unsigned long)trampoline + JUMP_LENGTH);

	WRITE_ONCE(*text, target ? TRAPS_AFTER | (u64)distance << 8 | JUMP_OPCODE : nothing);
}

void sched_dynamic_update(int mode)
{
	bool voluntary = mode == PREEMPT_DYNAMIC_VOLUNTARY, full = mode == PREEMPT_DYNAMIC_FULL;
	void (*check)(void) = (void (*)(void))_cond_resched;

	static_call_update((void (*)(void))__SCT__cond_resched, full ? NULL : check, RETURN_ZERO);
	static_call_update(__SCT__might_resched, voluntary ? check : NULL, RETURN);
	/* Called where the compiler sees no call: not even rax may change. */
	static_call_update(__SCT__preempt_schedule, full ? ___preempt_schedule : NULL, RETURN);
	static_call_update(__SCT__irqentry_exit_cond_resched,
			   full ? irqentry_exit_cond_resched : NULL, RETURN);
}
