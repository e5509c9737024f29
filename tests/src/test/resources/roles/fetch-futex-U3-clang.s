# fetch_futex under U3 by clang 14.0
	.text
	.p2align 4
	.globl fetch_futex
	.type fetch_futex, @function
fetch_futex:
	pushq %r14                                   # frame: saves a callee-saved register
	pushq %rbx                                   # frame: saves a callee-saved register
	pushq %rax                                   # frame: aligns the stack for the call
	movq %rdi, %r14                              # register traffic: the address outlives the call
	movq %gs:kernel_stack, %rbx                  # uaccess: kernel_stack serves addr_limit as well as flag and count: the access would need it anyway
	testl $8, -8136(%rbx)                        # resched test: the flag, and the jump on it
	je .LBB0_3                                   # resched test: the flag, and the jump on it
	testl $268435456, -8124(%rbx)                # resched test: PREEMPT_ACTIVE in the count, and the jump on it
	je .LBB0_2                                   # resched test: PREEMPT_ACTIVE in the count, and the jump on it
.LBB0_3:
	movq -8120(%rbx), %rcx                       # uaccess: addr_limit
	movq $-14, %rax                              # payload: the error
	cmpq $4, %rcx                                # uaccess: compares the address with the limit
	jb .LBB0_6                                   # uaccess: compares the address with the limit
	addq $-4, %rcx                               # uaccess: compares the address with the limit
	cmpq %r14, %rcx                              # uaccess: compares the address with the limit
	jb .LBB0_6                                   # uaccess: compares the address with the limit
	stac                                         # uaccess: opens user memory
	xorl %eax, %eax                              # payload: no error so far
.Ltmp0:
	movl (%r14), %ecx                            # uaccess: the access
.Ltmp1:
	.section	.fixup,"ax",@progbits
.Ltmp2:
	movl	$-14, %eax
	xorl	%ecx, %ecx
	jmp	.Ltmp1
	.text
	.section	__ex_table,"a",@progbits
	.p2align	2
.Ltmp3:
	.long	.Ltmp0-.Ltmp3
.Ltmp4:
	.long	.Ltmp2-.Ltmp4
	.text
	clac                                         # uaccess: closes user memory
	testl %eax, %eax                             # payload: value or error
	movl %ecx, %ecx                              # payload: value or error
	movq $-14, %rax                              # payload: value or error
	cmoveq %rcx, %rax                            # payload: value or error
.LBB0_6:
	addq $8, %rsp                                # frame: gives the stack back
	popq %rbx                                    # frame: restores a callee-saved register
	popq %r14                                    # frame: restores a callee-saved register
	retq                                         # call linkage: returns
.LBB0_2:
	callq __cond_resched                         # call linkage: calls __cond_resched
	jmp .LBB0_3                                  # resched test: the way back from it
	.size fetch_futex, .-fetch_futex
