/* SPDX-License-Identifier: Apache-2.0 */
/* Ways into the kernel, and from one thread to the other. */

	.text

/* In the order of struct pt_regs; the callee sees the stack aligned. */
	.macro save_registers
	cld
	clac
	pushq	%rdi
	pushq	%rsi
	pushq	%rdx
	pushq	%rcx
	pushq	%rax
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	pushq	%rbx
	pushq	%rbp
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	movq	%rsp, %rdi
	subq	$8, %rsp
	.endm

/* The word after the registers is the vector, or was the CPU's error code. */
	.type	restore_registers, @function
restore_registers:
	addq	$8, %rsp
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbp
	popq	%rbx
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rax
	popq	%rcx
	popq	%rdx
	popq	%rsi
	popq	%rdi
	addq	$8, %rsp
	iretq
	.size	restore_registers, . - restore_registers

	.type	common_interrupt, @function
common_interrupt:
	save_registers
	call	do_IRQ
	jmp	restore_registers
	.size	common_interrupt, . - common_interrupt

	.type	nmi, @function
nmi:
	pushq	$2
	save_registers
	call	do_nmi
	jmp	restore_registers
	.size	nmi, . - nmi

	.type	other_cpu, @function
other_cpu:
	pushq	$0x38
	save_registers
	call	do_other_cpu
	jmp	restore_registers
	.size	other_cpu, . - other_cpu

	.macro afar name vector
	.type	\name, @function
\name:
	pushq	$\vector
	save_registers
	call	do_wake_from_afar
	jmp	restore_registers
	.size	\name, . - \name
	.endm

	afar	wake_from_afar 0x39
	afar	wake_from_afar_ipi_later 0x3a

	.type	page_fault, @function
page_fault:
	save_registers
	movq	%cr2, %rsi
	call	do_page_fault
	jmp	restore_registers
	.size	page_fault, . - page_fault

	.macro device name vector
	.type	\name, @function
\name:
	pushq	$\vector
	jmp	common_interrupt
	.size	\name, . - \name
	.endm

	device	irq_0x30 0x30
	device	irq_0x31 0x31
	device	irq_0x32 0x32
	device	irq_0x33 0x33
	device	irq_0x34 0x34
	device	irq_0x35 0x35
	device	irq_0x36 0x36
	device	irq_0x37 0x37
	device	apic_timer_interrupt 0xef
	device	reschedule_interrupt 0xfd

/*
 * void switch_stacks(unsigned long *save, unsigned long load): what a callee preserves goes with the
 * stack, all else the caller has given up by calling.
 */
	.globl	switch_stacks
	.type	switch_stacks, @function
switch_stacks:
	pushq	%rbp
	pushq	%rbx
	pushq	%r12
	pushq	%r13
	pushq	%r14
	pushq	%r15
	movq	%rsp, (%rdi)
	movq	%rsi, %rsp
	popq	%r15
	popq	%r14
	popq	%r13
	popq	%r12
	popq	%rbx
	popq	%rbp
	ret
	.size	switch_stacks, . - switch_stacks

/* Where a new thread comes out of switch_stacks(), its function in rbx and the argument in r12. */
	.globl	ret_from_fork
	.type	ret_from_fork, @function
ret_from_fork:
	call	schedule_tail
	movq	%r12, %rdi
	call	*%rbx
	call	do_exit
	ud2
	.size	ret_from_fork, . - ret_from_fork

	.section .rodata
	.p2align 3
	.globl	entry_points
	.type	entry_points, @object
entry_points:
	.quad	2, nmi
	.quad	14, page_fault
	.quad	0x30, irq_0x30
	.quad	0x31, irq_0x31
	.quad	0x32, irq_0x32
	.quad	0x33, irq_0x33
	.quad	0x34, irq_0x34
	.quad	0x35, irq_0x35
	.quad	0x36, irq_0x36
	.quad	0x37, irq_0x37
	.quad	0x38, other_cpu
	.quad	0x39, wake_from_afar
	.quad	0x3a, wake_from_afar_ipi_later
	.quad	0xef, apic_timer_interrupt
	.quad	0xfd, reschedule_interrupt
	.size	entry_points, . - entry_points
	.globl	entry_points_end
entry_points_end:

	.section .note.GNU-stack, "", @progbits
