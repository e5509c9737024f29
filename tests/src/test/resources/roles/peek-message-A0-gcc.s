# peek_message under A0 by gcc 12.2
	.text
	.p2align 4
	.globl peek_message
	.type peek_message, @function
peek_message:
	.cfi_startproc
	movq %rsi, %r8                               # uaccess: the address, to be added to
	movq %gs:kernel_stack,%rax                   # uaccess: kernel_stack is loaded for addr_limit alone
	addq %rdx, %r8                               # uaccess: the end of the range, for its carry
	movq -8120(%rax), %rcx                       # uaccess: addr_limit
	leaq (%rdx,%rsi), %rax                       # uaccess: the end of the range
	jc .L5                                       # uaccess: whether it wraps
	cmpq %rax, %rcx                              # uaccess: compares the end with addr_limit
	jnb .L13                                     # uaccess: compares the end with addr_limit
.L5:
	movq $-14, %rax                              # payload: the error
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L13:
	661: call copy_user_generic_unrolled         # call linkage: calls the copy
662:
	.pushsection .altinstr_replacement,"ax"
	663:	call copy_user_generic_string
	664:	call copy_user_enhanced_fast_string
665:
	.popsection
	.pushsection __altinstructions,"a"
	.balign 4
	.long 661b - .
	.long 663b - .
	.word	0
	.byte	662b - 661b
	.byte	664b - 663b
	.popsection
	.pushsection __altinstructions,"a"
	.balign 4
	.long 661b - .
	.long 664b - .
	.word	1
	.byte	662b - 661b
	.byte	665b - 664b
	.popsection
	movl %eax, %eax                              # payload: the bytes that are left
	ret                                          # call linkage: returns
	.cfi_endproc
	.size peek_message, .-peek_message
