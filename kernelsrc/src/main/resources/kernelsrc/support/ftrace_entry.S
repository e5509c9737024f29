/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entries of traced functions. A traced kernel has the call at the start of the function itself; here it
 * stands before it, and a jump leads on. Weak, since only one probe has these functions.
 */

	.text

	.macro traced function
	.weak	\function
	.globl	\function\()_entry
	.type	\function\()_entry, @function
\function\()_entry:
	call	__fentry__
	jmp	\function
	.size	\function\()_entry, . - \function\()_entry
	.endm

	traced	traced_test_ti_thread_flag
	traced	traced_need_resched
	traced	traced_should_resched
	traced	traced_cond_resched
	traced	traced_might_fault

/* The function's arguments are still in registers. Its caller's return address lies above ours. */
	.globl	__fentry__
	.type	__fentry__, @function
__fentry__:
	pushq	%rax
	pushq	%rdi
	pushq	%rsi
	pushq	%rdx
	pushq	%rcx
	pushq	%r8
	pushq	%r9
	subq	$8, %rsp
	movq	64(%rsp), %rdi
	leaq	72(%rsp), %rsi
	call	prepare_ftrace_return
	addq	$8, %rsp
	popq	%r9
	popq	%r8
	popq	%rcx
	popq	%rdx
	popq	%rsi
	popq	%rdi
	popq	%rax
	ret
	.size	__fentry__, . - __fentry__

/* Here a traced function returns to, its result in rax and rdx. */
	.globl	return_to_handler
	.type	return_to_handler, @function
return_to_handler:
	subq	$16, %rsp
	movq	%rax, (%rsp)
	movq	%rdx, 8(%rsp)
	call	ftrace_return_to_handler
	movq	%rax, %rdi
	movq	8(%rsp), %rdx
	movq	(%rsp), %rax
	addq	$16, %rsp
	jmp	*%rdi
	.size	return_to_handler, . - return_to_handler

	.section .note.GNU-stack, "", @progbits
