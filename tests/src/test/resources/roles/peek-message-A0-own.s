# peek_message under A0 by our compiler
	.text
	.p2align 4
	.globl peek_message
	.type peek_message, @function
peek_message:
	.cfi_startproc
	mov %gs:kernel_stack,%rcx                    # uaccess: kernel_stack is loaded for addr_limit alone
	lea (%rsi,%rdx,1),%rax                       # uaccess: the end of the range
	cmp %rsi,%rax                                # uaccess: whether it wraps
	jae .Lpeek_message_5                         # uaccess: whether it wraps
.Lpeek_message_6:
	mov $0xfffffffffffffff2,%rax                 # payload: the error
	ret                                          # call linkage: returns
.Lpeek_message_5:
	cmp -0x1fb8(%rcx),%rax                       # uaccess: compares the end with addr_limit
	ja .Lpeek_message_6                          # uaccess: compares the end with addr_limit
.Lnum661_4:
	call copy_user_generic_unrolled              # call linkage: calls the copy
.Lnum662_4:
	.section	.altinstr_replacement,"ax",@progbits
.Lnum663_4:
	call	copy_user_generic_string
.Lnum664_4:
	call	copy_user_enhanced_fast_string
.Lnum665_2:
	.section	__altinstructions,"a",@progbits
	.p2align	2
	.long	.Lnum661_4-.
	.long	.Lnum663_4-.
	.value	0
	.byte	.Lnum662_4-.Lnum661_4
	.byte	.Lnum664_4-.Lnum663_4
	.p2align	2
	.long	.Lnum661_4-.
	.long	.Lnum664_4-.
	.value	1
	.byte	.Lnum662_4-.Lnum661_4
	.byte	.Lnum665_2-.Lnum664_4
	.text
	mov %eax,%eax                                # payload: the bytes that are left
	ret                                          # call linkage: returns
	.cfi_endproc
	.size peek_message, .-peek_message
