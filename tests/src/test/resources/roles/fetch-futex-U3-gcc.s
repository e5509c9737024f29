# fetch_futex under U3 by gcc 12.2
	.text
	.p2align 4
	.globl fetch_futex
	.type fetch_futex, @function
fetch_futex:
	.cfi_startproc
	movq %gs:kernel_stack,%rax                   # thread_info: kernel_stack serves flag and count
	subq $24, %rsp                               # frame: takes stack for a spill
	.cfi_def_cfa_offset 32
	movl -8136(%rax), %edx                       # resched test: the flag
	subq $8152, %rax                             # thread_info: thread_info, for the count
	andl $8, %edx                                # resched test: the flag's bit, and the jump on it
	jne .L11                                     # resched test: the flag's bit, and the jump on it
.L2:
	movq %gs:kernel_stack,%rax                   # uaccess: kernel_stack is loaded again, for addr_limit alone
	movq -8120(%rax), %rax                       # uaccess: addr_limit
	cmpq $3, %rax                                # uaccess: compares the address with the limit
	jbe .L5                                      # uaccess: compares the address with the limit
	subq $4, %rax                                # uaccess: compares the address with the limit
	cmpq %rdi, %rax                              # uaccess: compares the address with the limit
	jb .L5                                       # uaccess: compares the address with the limit
	stac                                         # uaccess: opens user memory
	xorl %edx, %edx                              # payload: no error so far
	1: movl (%rdi),%eax                          # uaccess: the access
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
	jne .L5                                      # payload: value or error
	movl %eax, %eax                              # payload: value or error
	addq $24, %rsp                               # frame: gives the stack back
	.cfi_remember_state
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L5:
	.cfi_restore_state
	movq $-14, %rax                              # payload: the error
	addq $24, %rsp                               # frame: gives the stack back
	.cfi_remember_state
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L11:
	.cfi_restore_state
	movl 28(%rax), %eax                          # resched test: PREEMPT_ACTIVE in the count, and the jump on it
	testl $268435456, %eax                       # resched test: PREEMPT_ACTIVE in the count, and the jump on it
	jne .L2                                      # resched test: PREEMPT_ACTIVE in the count, and the jump on it
	movq %rdi, 8(%rsp)                           # spill: the address goes to the frame for the call
	call __cond_resched                          # call linkage: calls __cond_resched
	movq 8(%rsp), %rdi                           # spill: the address comes back
	jmp .L2                                      # resched test: the way back from it
	.cfi_endproc
	.size fetch_futex, .-fetch_futex
