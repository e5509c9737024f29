# timespec_to_ticks under U5 by clang 14.0
	.text
	.p2align 4
	.globl timespec_to_ticks
	.type timespec_to_ticks, @function
timespec_to_ticks:
	cmpl $0, %gs:__preempt_count(%rip)           # resched test: the folded word, and the jump on it
	je .LBB0_1                                   # resched test: the folded word, and the jump on it
.LBB0_2:
	movq %gs:kernel_stack, %rdx                  # uaccess: kernel_stack serves addr_limit alone; the thunk keeps rdx
	movq -8120(%rdx), %rcx                       # uaccess: compares the address with the limit
	movq $-14, %rax                              # payload: the error to return
	cmpq $4, %rcx                                # uaccess: compares the address with the limit
	jb .LBB0_16                                  # uaccess: compares the address with the limit
	addq $-4, %rcx                               # uaccess: compares the address with the limit
	cmpq %rdi, %rcx                              # uaccess: compares the address with the limit
	jb .LBB0_16                                  # uaccess: compares the address with the limit
	stac                                         # uaccess: opens user memory
	xorl %ecx, %ecx                              # payload: the error of the access
.Ltmp0:
	movl (%rdi), %r8d                            # uaccess: the access
.Ltmp1:
	.section	.fixup,"ax",@progbits
.Ltmp2:
	movl	$-14, %ecx
	xorl	%r8d, %r8d
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
	testl %ecx, %ecx                             # payload: the error of the access
	je .LBB0_5                                   # payload: the error of the access
.LBB0_16:
	retq                                         # call linkage: returns
.LBB0_5:
	cmpl $0, %gs:__preempt_count(%rip)           # resched test: the folded word, and the jump on it
	je .LBB0_6                                   # resched test: the folded word, and the jump on it
.LBB0_7:
	movq -8120(%rdx), %rcx                       # uaccess: the second check; the thunk has kept rdx
	cmpq $4, %rcx                                # uaccess: the second check; the thunk has kept rdx
	jb .LBB0_16                                  # uaccess: the second check; the thunk has kept rdx
	leaq 4(%rdi), %rsi                           # payload: the address, for the check and for the access
	addq $-4, %rcx                               # uaccess: the second check; the thunk has kept rdx
	cmpq %rsi, %rcx                              # uaccess: the second check; the thunk has kept rdx
	jb .LBB0_16                                  # uaccess: the second check; the thunk has kept rdx
	stac                                         # uaccess: opens user memory
	xorl %ecx, %ecx                              # payload: the error of the access
.Ltmp5:
	movl (%rsi), %esi                            # uaccess: the access
.Ltmp6:
	.section	.fixup,"ax",@progbits
.Ltmp7:
	movl	$-14, %ecx
	xorl	%esi, %esi
	jmp	.Ltmp6
	.text
	.section	__ex_table,"a",@progbits
	.p2align	2
.Ltmp8:
	.long	.Ltmp5-.Ltmp8
.Ltmp9:
	.long	.Ltmp7-.Ltmp9
	.text
	clac                                         # uaccess: closes user memory
	testl %ecx, %ecx                             # payload: the error of the access
	jne .LBB0_16                                 # payload: the error of the access
	cmpl $0, %gs:__preempt_count(%rip)           # resched test: the folded word, and the jump on it
	je .LBB0_11                                  # resched test: the folded word, and the jump on it
.LBB0_12:
	movq -8120(%rdx), %rdx                       # uaccess: the third check
	cmpq $4, %rdx                                # uaccess: the third check
	jb .LBB0_16                                  # uaccess: the third check
	addq $8, %rdi                                # payload: the address, for the check and for the access
	addq $-4, %rdx                               # uaccess: the third check
	cmpq %rdi, %rdx                              # uaccess: the third check
	jb .LBB0_16                                  # uaccess: the third check
	stac                                         # uaccess: opens user memory
	xorl %ecx, %ecx                              # payload: the error of the access
.Ltmp10:
	movl (%rdi), %edx                            # uaccess: the access
.Ltmp11:
	.section	.fixup,"ax",@progbits
.Ltmp12:
	movl	$-14, %ecx
	xorl	%edx, %edx
	jmp	.Ltmp11
	.text
	.section	__ex_table,"a",@progbits
	.p2align	2
.Ltmp13:
	.long	.Ltmp10-.Ltmp13
.Ltmp14:
	.long	.Ltmp12-.Ltmp14
	.text
	clac                                         # uaccess: closes user memory
	testl %ecx, %ecx                             # payload: the error of the access
	jne .LBB0_16                                 # payload: the error of the access
	movl %r8d, %ecx                              # payload: computes the ticks
	movl %edx, %edx                              # payload: computes the ticks
	imulq %rdx, %rcx                             # payload: computes the ticks
	movl %esi, %eax                              # payload: computes the ticks
	imulq %rdx, %rax                             # payload: computes the ticks
	shrq $20, %rax                               # payload: computes the ticks
	addq %rcx, %rax                              # payload: computes the ticks
	retq                                         # call linkage: returns
.LBB0_1:
	callq ___cond_resched                        # call linkage: calls the thunk
	jmp .LBB0_2                                  # resched test: the way back from it
.LBB0_6:
	callq ___cond_resched                        # call linkage: calls the thunk
	jmp .LBB0_7                                  # resched test: the way back from it
.LBB0_11:
	callq ___cond_resched                        # call linkage: calls the thunk
	jmp .LBB0_12                                 # resched test: the way back from it
.Lfunc_end0:
	.size timespec_to_ticks, .-timespec_to_ticks
