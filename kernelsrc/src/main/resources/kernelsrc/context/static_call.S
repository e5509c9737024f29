/* SPDX-License-Identifier: Apache-2.0 */
/* PREEMPT_DYNAMIC's trampolines, eight bytes each, so that boot can patch one in one write. */

	.section .static_call.text, "awx", @progbits

	.macro trampoline name target
	.p2align 3
	.globl	\name
	.type	\name, @function
\name:
	jmp	\target
	.p2align 3
	.size	\name, . - \name
	.endm

	trampoline __SCT__preempt_schedule ___preempt_schedule
	trampoline __SCT__might_resched _cond_resched
	trampoline __SCT__cond_resched _cond_resched
	trampoline __SCT__irqentry_exit_cond_resched irqentry_exit_cond_resched

	.section .note.GNU-stack, "", @progbits
