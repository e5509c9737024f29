/* SPDX-License-Identifier: Apache-2.0 */
/* What cannot be said in C about the way into the scheduler. */

	.text

/* A callee may change nine registers and the flags; this one does. */
	.globl	clobber_caller_saved
	.type	clobber_caller_saved, @function
clobber_caller_saved:
	movabsq	$0xdead000000000000, %rax
	leaq	0x1(%rax), %rcx
	leaq	0x2(%rax), %rdx
	leaq	0x6(%rax), %rsi
	leaq	0x7(%rax), %rdi
	leaq	0x8(%rax), %r8
	leaq	0x9(%rax), %r9
	leaq	0xa(%rax), %r10
	leaq	0xb(%rax), %r11
	cmpq	%r11, %rax
	ret
	.size	clobber_caller_saved, . - clobber_caller_saved

/* For callers who never said that they call: every register comes back as it was. */
	.macro thunk target
	pushq	%rdi
	pushq	%rsi
	pushq	%rdx
	pushq	%rcx
	pushq	%rax
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	call	\target
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rax
	popq	%rcx
	popq	%rdx
	popq	%rsi
	popq	%rdi
	ret
	.endm

/*
 * For callers in C: the work, then a caller that kept a value in a caller-saved register must see it
 * gone.
 */
	.globl	preempt_schedule
	.type	preempt_schedule, @function
preempt_schedule:
	subq	$8, %rsp
	call	preempt_schedule_common
	addq	$8, %rsp
	jmp	clobber_caller_saved
	.size	preempt_schedule, . - preempt_schedule

#if defined(CONFIG_PREEMPT_THUNK) || defined(CONFIG_PREEMPT_STATIC_CALL)
	.globl	___preempt_schedule
	.type	___preempt_schedule, @function
___preempt_schedule:
	thunk	preempt_schedule
	.size	___preempt_schedule, . - ___preempt_schedule
#endif

#if defined(CONFIG_PREEMPT_STATIC_CALL) && !defined(CONFIG_PREEMPT_DYNAMIC)
/* One jump or one return, eight bytes, so that boot can patch it in one write. */
	.p2align 3
	.globl	__SCT__preempt_schedule
	.type	__SCT__preempt_schedule, @function
__SCT__preempt_schedule:
#ifdef CONFIG_STATIC_CALL_RETURNS
	ret
#elif defined(CONFIG_STATIC_CALL_FROM_C)
	jmp	preempt_schedule
#else
	jmp	___preempt_schedule
#endif
	.p2align 3
	.size	__SCT__preempt_schedule, . - __SCT__preempt_schedule
#endif

#ifdef CONFIG_PREEMPT_VOLUNTARY
	.globl	__cond_resched
	.type	__cond_resched, @function
__cond_resched:
	subq	$8, %rsp
	call	cond_resched_common
	addq	$8, %rsp
	jmp	clobber_caller_saved
	.size	__cond_resched, . - __cond_resched
#endif

#ifdef CONFIG_COND_RESCHED_THUNK
	.globl	___cond_resched
	.type	___cond_resched, @function
___cond_resched:
	thunk	__cond_resched
	.size	___cond_resched, . - ___cond_resched
#endif

#if defined(CONFIG_COND_RESCHED_STATIC_CALL) && !defined(CONFIG_PREEMPT_DYNAMIC)
	.p2align 3
	.globl	__SCT__might_resched
	.type	__SCT__might_resched, @function
__SCT__might_resched:
#ifdef CONFIG_STATIC_CALL_RETURNS
	ret
#else
	jmp	_cond_resched
#endif
	.p2align 3
	.size	__SCT__might_resched, . - __SCT__might_resched
#endif

/* What compilers call for a loop or a copy that they recognise. */
	.globl	memset
	.type	memset, @function
memset:
	movq	%rdi, %r8
	movl	%esi, %eax
	movq	%rdx, %rcx
	rep stosb
	movq	%r8, %rax
	ret
	.size	memset, . - memset

	.globl	memcpy
	.type	memcpy, @function
memcpy:
	movq	%rdi, %rax
	movq	%rdx, %rcx
	rep movsb
	ret
	.size	memcpy, . - memcpy

	.section .note.GNU-stack, "", @progbits
