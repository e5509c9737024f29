/*
 * What -mindirect-branch=thunk-extern and -mfunction-return=thunk-extern call, as on a CPU that
 * needs neither retpolines nor return thunks: the branch itself.
 */
	.section .text..instrumentation, "ax", @progbits
	.weak	__x86_return_thunk
	.type	__x86_return_thunk, @function
__x86_return_thunk:
	ret
	int3
	.size	__x86_return_thunk, . - __x86_return_thunk

	.macro thunks kind
	.balign	32
	.weak	__x86_indirect_\kind\()_array
__x86_indirect_\kind\()_array:
	.irp reg, rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15
	.balign	32
	.weak	__x86_indirect_\kind\()_\reg
	.type	__x86_indirect_\kind\()_\reg, @function
__x86_indirect_\kind\()_\reg:
	jmp	*%\reg
	int3
	.size	__x86_indirect_\kind\()_\reg, . - __x86_indirect_\kind\()_\reg
	.endr
	.endm

	thunks thunk
	thunks call_thunk
	thunks jump_thunk
