/*
 * The stack protector: the canary is at %gs:40 in a kernel, at %fs:40 in a process, or has a name.
 */
	.set	canary, 0x5bd1e995a7c3f100

	.section .text..instrumentation, "ax", @progbits
	.weak	__stack_chk_fail
	.type	__stack_chk_fail, @function
__stack_chk_fail:
	ud2
	.size	__stack_chk_fail, . - __stack_chk_fail

	.section .data..percpu..first, "aw", @progbits
	.balign	64
	.weak	fixed_percpu_data
	.type	fixed_percpu_data, @object
fixed_percpu_data:
	.zero	40
	.weak	__ref_stack_chk_guard
	.type	__ref_stack_chk_guard, @object
__ref_stack_chk_guard:
	.quad	canary
	.size	fixed_percpu_data, . - fixed_percpu_data
	.size	__ref_stack_chk_guard, 8

	.section .data..instrumentation, "aw", @progbits
	.balign	64
	.weak	__thread_control_block
	.type	__thread_control_block, @object
__thread_control_block:
	.quad	__thread_control_block
	.zero	32
	.weak	__stack_chk_guard
	.type	__stack_chk_guard, @object
__stack_chk_guard:
	.quad	canary
	.zero	16
	.size	__thread_control_block, 64
	.size	__stack_chk_guard, 8
