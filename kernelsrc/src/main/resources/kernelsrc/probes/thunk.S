/*
 * @name   thunk-keeps
 * @title  a thunk entered with every register set to a pattern
 * @call   thunk_keeps
 * @setup  lab_boot
 * @digest lab_preempt_count
 * @region preempt
 * @why    Where inline assembly calls, the compiler keeps values in every register. The result has a bit
 *         for each register that came back otherwise, in the order of the pushes below; bit 15 is for
 *         the stack pointer, bit 16 for the flags that are not arithmetic's.
 */
/* SPDX-License-Identifier: Apache-2.0 */

#if defined(CONFIG_PREEMPT_THUNK)
#define THUNK	___preempt_schedule
#elif defined(CONFIG_PREEMPT_STATIC_CALL) && !defined(CONFIG_STATIC_CALL_FROM_C)
#define THUNK	__SCT__preempt_schedule
#elif defined(CONFIG_COND_RESCHED_THUNK)
#define THUNK	___cond_resched
#endif

/* CF, PF, AF, ZF, SF and OF, which the caller gives up; interrupts are on, and the string direction is up. */
#define ARITHMETIC	0x8d5
#define OTHER_FLAGS	0x202

	.text
	.globl	thunk_keeps
	.type	thunk_keeps, @function
thunk_keeps:
#ifdef THUNK
	pushq	%rbx
	pushq	%rbp
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	subq	$8, %rsp
	movq	%rsp, stack_before(%rip)
	movabsq	$0x5a0f0f0f0f0f0f10, %rax
	movabsq	$0x5a0f0f0f0f0f0f11, %rcx
	movabsq	$0x5a0f0f0f0f0f0f12, %rdx
	movabsq	$0x5a0f0f0f0f0f0f13, %rbx
	movabsq	$0x5a0f0f0f0f0f0f14, %rbp
	movabsq	$0x5a0f0f0f0f0f0f15, %rsi
	movabsq	$0x5a0f0f0f0f0f0f16, %rdi
	movabsq	$0x5a0f0f0f0f0f0f17, %r8
	movabsq	$0x5a0f0f0f0f0f0f18, %r9
	movabsq	$0x5a0f0f0f0f0f0f19, %r10
	movabsq	$0x5a0f0f0f0f0f0f1a, %r11
	movabsq	$0x5a0f0f0f0f0f0f1b, %r12
	movabsq	$0x5a0f0f0f0f0f0f1c, %r13
	movabsq	$0x5a0f0f0f0f0f0f1d, %r14
	movabsq	$0x5a0f0f0f0f0f0f1e, %r15
	pushq	$(ARITHMETIC | OTHER_FLAGS)
	popfq
	call	THUNK
	pushfq
	pushq	%r15
	pushq	%r14
	pushq	%r13
	pushq	%r12
	pushq	%r11
	pushq	%r10
	pushq	%r9
	pushq	%r8
	pushq	%rdi
	pushq	%rsi
	pushq	%rbp
	pushq	%rbx
	pushq	%rdx
	pushq	%rcx
	pushq	%rax
	xorl	%eax, %eax
	.macro changed offset pattern bit
	movabsq	$\pattern, %rcx
	xorl	%edx, %edx
	cmpq	%rcx, \offset(%rsp)
	setne	%dl
	shlq	$\bit, %rdx
	orq	%rdx, %rax
	.endm
	changed	0 0x5a0f0f0f0f0f0f10 0
	changed	8 0x5a0f0f0f0f0f0f11 1
	changed	16 0x5a0f0f0f0f0f0f12 2
	changed	24 0x5a0f0f0f0f0f0f13 3
	changed	32 0x5a0f0f0f0f0f0f14 4
	changed	40 0x5a0f0f0f0f0f0f15 5
	changed	48 0x5a0f0f0f0f0f0f16 6
	changed	56 0x5a0f0f0f0f0f0f17 7
	changed	64 0x5a0f0f0f0f0f0f18 8
	changed	72 0x5a0f0f0f0f0f0f19 9
	changed	80 0x5a0f0f0f0f0f0f1a 10
	changed	88 0x5a0f0f0f0f0f0f1b 11
	changed	96 0x5a0f0f0f0f0f0f1c 12
	changed	104 0x5a0f0f0f0f0f0f1d 13
	changed	112 0x5a0f0f0f0f0f0f1e 14
	leaq	128(%rsp), %rcx
	xorl	%edx, %edx
	cmpq	%rcx, stack_before(%rip)
	setne	%dl
	shlq	$15, %rdx
	orq	%rdx, %rax
	movq	120(%rsp), %rcx
	andq	$~ARITHMETIC, %rcx
	xorl	%edx, %edx
	cmpq	$OTHER_FLAGS, %rcx
	setne	%dl
	shlq	$16, %rdx
	orq	%rdx, %rax
	movq	stack_before(%rip), %rsp
	addq	$8, %rsp
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbp
	popq	%rbx
#else
	xorl	%eax, %eax
#endif
	ret
	.size	thunk_keeps, . - thunk_keeps

	.bss
	.balign	8
stack_before:
	.zero	8

	.section .note.GNU-stack, "", @progbits
