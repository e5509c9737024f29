# Timing of calls by the time-stamp counter, on the host CPU.
	.text

# void __fastpath_store(a, b, c, d, e, f): keeps the arguments of the timed calls.
	.globl	__fastpath_store
	.type	__fastpath_store, @function
__fastpath_store:
	movq	%rdi, __fastpath_arguments(%rip)
	movq	%rsi, __fastpath_arguments+8(%rip)
	movq	%rdx, __fastpath_arguments+16(%rip)
	movq	%rcx, __fastpath_arguments+24(%rip)
	movq	%r8, __fastpath_arguments+32(%rip)
	movq	%r9, __fastpath_arguments+40(%rip)
	ret
	.size	__fastpath_store, . - __fastpath_store

# void __fastpath_time(function, setup, arguments, results, n): stores the ticks that each of n calls takes.
# The set-up function, if it is not 0, runs before each call and is not timed.
	.globl	__fastpath_time
	.type	__fastpath_time, @function
__fastpath_time:
	pushq	%rbx
	pushq	%rbp
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	subq	$8, %rsp
	movq	%rdi, %r12
	movq	%rsi, %r13
	movq	%rdx, %r14
	movq	%rcx, %r15
	movq	%r8, %rbp
1:	testq	%r13, %r13
	je	2f
	movq	%r14, %rdi
	call	*%r13
2:	lfence
	rdtsc
	shlq	$32, %rdx
	orq	%rdx, %rax
	movq	%rax, %rbx
	movq	(%r14), %rdi
	movq	8(%r14), %rsi
	movq	16(%r14), %rdx
	movq	24(%r14), %rcx
	movq	32(%r14), %r8
	movq	40(%r14), %r9
	lfence
	call	*%r12
	lfence
	rdtsc
	shlq	$32, %rdx
	orq	%rdx, %rax
	subq	%rbx, %rax
	movq	%rax, (%r15)
	addq	$8, %r15
	decq	%rbp
	jne	1b
	addq	$8, %rsp
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbp
	popq	%rbx
	ret
	.size	__fastpath_time, . - __fastpath_time

# void __fastpath_nothing(void)
	.globl	__fastpath_nothing
	.type	__fastpath_nothing, @function
__fastpath_nothing:
	ret
	.size	__fastpath_nothing, . - __fastpath_nothing

# void __fastpath_spin(ticks): returns after a number of ticks of the time-stamp counter.
	.globl	__fastpath_spin
	.type	__fastpath_spin, @function
__fastpath_spin:
	rdtsc
	shlq	$32, %rdx
	orq	%rdx, %rax
	leaq	(%rdi,%rax), %rcx
1:	rdtsc
	shlq	$32, %rdx
	orq	%rdx, %rax
	cmpq	%rcx, %rax
	jb	1b
	ret
	.size	__fastpath_spin, . - __fastpath_spin

	.bss
	.balign	64
	.globl	__fastpath_arguments
__fastpath_arguments:
	.zero	64
	.globl	__fastpath_results
__fastpath_results:
	.zero	32768
