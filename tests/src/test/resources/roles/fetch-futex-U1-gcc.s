# fetch_futex under U1 by gcc 12.2
	.text
	.p2align 4
	.globl fetch_futex
	.type fetch_futex, @function
fetch_futex:
	.cfi_startproc
	pushq %rbx                                   # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	movq %rdi, %rbx                              # register traffic: the address outlives the call of _cond_resched
	call _cond_resched                           # call linkage: calls _cond_resched
	movq %gs:kernel_stack,%rax                   # uaccess: kernel_stack is loaded for addr_limit alone
	movq -8120(%rax), %rax                       # uaccess: addr_limit
	cmpq $3, %rax                                # uaccess: is the limit below the size?
	jbe .L4                                      # uaccess: is the limit below the size?
	subq $4, %rax                                # uaccess: is the address above limit - 4?
	cmpq %rbx, %rax                              # uaccess: is the address above limit - 4?
	jb .L4                                       # uaccess: is the address above limit - 4?
	stac                                         # uaccess: opens user memory
	xorl %edx, %edx                              # payload: no error so far
	1: movl (%rbx),%eax                          # uaccess: the access
2:
	.pushsection .fixup,"ax"
	3:	movl $-14,%edx
	xorl	%eax,%eax
	jmp	2b
	.popsection
	.pushsection __ex_table,"a"
	.balign 4
	.long 1b - .
	.long 3b - .
	.popsection
	clac                                         # uaccess: closes user memory
	testl %edx, %edx                             # payload: value or error
	jne .L4                                      # payload: value or error
	movl %eax, %eax                              # payload: value or error
	popq %rbx                                    # frame: restores rbx
	.cfi_remember_state
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L4:
	.cfi_restore_state
	movq $-14, %rax                              # payload: the error
	popq %rbx                                    # frame: restores rbx
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size fetch_futex, .-fetch_futex
