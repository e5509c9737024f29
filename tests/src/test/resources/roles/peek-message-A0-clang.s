# peek_message under A0 by clang 14.0
	.text
	.p2align 4
	.globl peek_message
	.type peek_message, @function
peek_message:
	movq %gs:kernel_stack, %r8                   # uaccess: kernel_stack is loaded for addr_limit alone
	movq %rsi, %rcx                              # uaccess: the address, to be added to
	movq $-14, %rax                              # payload: the error that is returned
	addq %rdx, %rcx                              # uaccess: the end of the range, and whether it wraps
	jb .LBB0_3                                   # uaccess: the end of the range, and whether it wraps
	cmpq -8120(%r8), %rcx                        # uaccess: compares the end with addr_limit
	ja .LBB0_3                                   # uaccess: compares the end with addr_limit
.Ltmp0:
	callq copy_user_generic_unrolled             # call linkage: calls the copy
.Ltmp1:
	.section	.altinstr_replacement,"ax",@progbits
.Ltmp2:
	callq	copy_user_generic_string
.Ltmp3:
	callq	copy_user_enhanced_fast_string
.Ltmp4:
	.text
	.section	__altinstructions,"a",@progbits
	.p2align	2
.Ltmp5:
	.long	.Ltmp0-.Ltmp5
.Ltmp6:
	.long	.Ltmp2-.Ltmp6
	.short	0
	.byte	.Ltmp1-.Ltmp0
	.byte	.Ltmp3-.Ltmp2
	.text
	.section	__altinstructions,"a",@progbits
	.p2align	2
.Ltmp7:
	.long	.Ltmp0-.Ltmp7
.Ltmp8:
	.long	.Ltmp3-.Ltmp8
	.short	1
	.byte	.Ltmp1-.Ltmp0
	.byte	.Ltmp4-.Ltmp3
	.text
	movl %eax, %eax                              # payload: the bytes that are left
.LBB0_3:
	retq                                         # call linkage: returns
	.size peek_message, .-peek_message
