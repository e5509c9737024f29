# fetch_futex under U1 by clang 14.0
	.text
	.p2align 4
	.globl fetch_futex
	.type fetch_futex, @function
fetch_futex:
	pushq %rbx                                   # frame: saves rbx
	movq %rdi, %rbx                              # register traffic: the address outlives the call of _cond_resched
	callq _cond_resched                          # call linkage: calls _cond_resched
	movq %gs:kernel_stack, %rax                  # uaccess: kernel_stack is loaded for addr_limit alone
	movq -8120(%rax), %rcx                       # uaccess: addr_limit
	movq $-14, %rax                              # payload: the error that is returned
	cmpq $4, %rcx                                # uaccess: is the limit below the size?
	jb .LBB0_3                                   # uaccess: is the limit below the size?
	addq $-4, %rcx                               # uaccess: is the address above limit - 4?
	cmpq %rbx, %rcx                              # uaccess: is the address above limit - 4?
	jb .LBB0_3                                   # uaccess: is the address above limit - 4?
	stac                                         # uaccess: opens user memory
	xorl %eax, %eax                              # payload: no error so far
.Ltmp0:
	movl (%rbx), %ecx                            # uaccess: the access
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
.LBB0_3:
	popq %rbx                                    # frame: restores rbx
	retq                                         # call linkage: returns
	.size fetch_futex, .-fetch_futex
