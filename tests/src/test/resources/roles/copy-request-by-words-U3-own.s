# copy_request_by_words under U3 by our compiler
	.text
	.p2align 4
	.globl copy_request_by_words
	.type copy_request_by_words, @function
copy_request_by_words:
	.cfi_startproc
	push %rbp                                    # frame: saves or restores a callee-saved register, or moves the stack
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	push %rbx                                    # frame: saves or restores a callee-saved register, or moves the stack
	.cfi_def_cfa_offset 24
	.cfi_offset 3, -24
	sub $0x8,%rsp                                # frame: saves or restores a callee-saved register, or moves the stack
	.cfi_def_cfa_offset 32
	mov %rsi,%rbx                                # register traffic: the source outlives the call; what goes to rsi later is a consequence
	cmp $0x40,%rdx                               # payload: the number of bytes
	mov $0x40,%ebp                               # payload: the number of bytes
	cmovbe %rdx,%rbp                             # payload: the number of bytes
	mov $0x40,%eax                               # payload: the number of bytes
	cmp $0x40,%rdx                               # payload: the number of bytes
	cmova %eax,%edx                              # payload: the number of bytes
	mov %edx,(%rdi)                              # payload: the number of bytes
	mov %gs:kernel_stack,%rax                    # thread_info: kernel_stack serves flag and count
	mov -0x1fc8(%rax),%edx                       # resched test: the flag, and the jump on it
	test $0x8,%edx                               # resched test: the flag, and the jump on it
	jne .Lcopy_request_by_words_7                # resched test: the flag, and the jump on it
.Lcopy_request_by_words_16:
	mov %gs:kernel_stack,%rax                    # uaccess: compares the range with the limit
	mov -0x1fb8(%rax),%rax                       # uaccess: compares the range with the limit
	cmp %rax,%rbp                                # uaccess: compares the range with the limit
	ja .Lcopy_request_by_words_8                 # uaccess: compares the range with the limit
	sub %rbp,%rax                                # uaccess: compares the range with the limit
	cmp %rax,%rbx                                # uaccess: compares the range with the limit
	ja .Lcopy_request_by_words_9                 # uaccess: compares the range with the limit
	lea 0x4(%rdi),%rax                           # payload: the destination
	stac                                         # uaccess: opens user memory
	cmp $0x8,%rbp                                # payload: copies by words, then by bytes
	jb .Lcopy_request_by_words_10                # payload: copies by words, then by bytes
	mov %rbp,%rcx                                # payload: copies by words, then by bytes
.Lcopy_request_by_words_12:
	xor %edx,%edx                                # payload: the error of the access
.Lnum1_1:
	mov (%rbx),%rsi                              # uaccess: the access
.Lnum2_1:
	.section	.fixup,"ax",@progbits
.Lnum3_1:
	mov    $0xfffffff2,%edx
	xor    %esi,%esi
	jmp    .Lnum2_1
	.section	__ex_table,"a",@progbits
	.p2align	2
	.long	.Lnum1_1-.
	.long	.Lnum3_1-.
	.text
	test %edx,%edx                               # payload: the error of the access
	jne .Lcopy_request_by_words_11               # payload: the error of the access
	mov %rsi,(%rax)                              # payload: copies by words, then by bytes
	sub $0x8,%rcx                                # payload: copies by words, then by bytes
	add $0x8,%rbx                                # payload: copies by words, then by bytes
	add $0x8,%rax                                # payload: copies by words, then by bytes
	cmp $0x8,%rcx                                # payload: copies by words, then by bytes
	jae .Lcopy_request_by_words_12               # payload: copies by words, then by bytes
.Lcopy_request_by_words_11:
	test %rcx,%rcx                               # payload: copies by words, then by bytes
	je .Lcopy_request_by_words_13                # payload: copies by words, then by bytes
	xor %edx,%edx                                # payload: the error of the access
.Lnum1_2:
	mov (%rbx),%sil                              # uaccess: the access
.Lnum2_2:
	.section	.fixup,"ax",@progbits
.Lnum3_2:
	mov    $0xfffffff2,%edx
	xor    %esi,%esi
	jmp    .Lnum2_2
	.section	__ex_table,"a",@progbits
	.p2align	2
	.long	.Lnum1_2-.
	.long	.Lnum3_2-.
	.text
	test %edx,%edx                               # payload: the error of the access
	jne .Lcopy_request_by_words_13               # payload: the error of the access
	mov %sil,(%rax)                              # payload: copies by words, then by bytes
	add $0x1,%rax                                # payload: copies by words, then by bytes
	add $0x1,%rbx                                # payload: copies by words, then by bytes
	sub $0x1,%rcx                                # payload: copies by words, then by bytes
	jmp .Lcopy_request_by_words_11               # payload: copies by words, then by bytes
.Lcopy_request_by_words_8:
	mov %rbp,%rcx                                # payload: is anything left?
.Lcopy_request_by_words_15:
	test %rcx,%rcx                               # payload: is anything left?
	jne .Lcopy_request_by_words_14               # payload: is anything left?
	add $0x8,%rsp                                # frame: saves or restores a callee-saved register, or moves the stack
	.cfi_def_cfa_offset 24
	pop %rbx                                     # frame: saves or restores a callee-saved register, or moves the stack
	.cfi_def_cfa_offset 16
	pop %rbp                                     # frame: saves or restores a callee-saved register, or moves the stack
	.cfi_def_cfa_offset 8
	xor %eax,%eax                                # payload: returns 0
	ret                                          # call linkage: calls or returns
.Lcopy_request_by_words_9:
	.cfi_def_cfa_offset 32
	mov %rbp,%rcx                                # payload: what is left: everything; and the jump to where that is tested
	jmp .Lcopy_request_by_words_15               # payload: what is left: everything; and the jump to where that is tested
.Lcopy_request_by_words_13:
	clac                                         # uaccess: closes user memory
	jmp .Lcopy_request_by_words_15               # uaccess: ends a block that is for the access
.Lcopy_request_by_words_7:
	mov -0x1fbc(%rax),%eax                       # resched test: PREEMPT_ACTIVE in the count, and the jump on it
	test $0x10000000,%eax                        # resched test: PREEMPT_ACTIVE in the count, and the jump on it
	jne .Lcopy_request_by_words_16               # resched test: PREEMPT_ACTIVE in the count, and the jump on it
	mov %rdi,(%rsp)                              # spill: the request, over the call
	call __cond_resched                          # call linkage: calls or returns
	mov (%rsp),%rdi                              # spill: the request, over the call
	jmp .Lcopy_request_by_words_16               # resched test: the way back from it
.Lcopy_request_by_words_14:
	sub %rcx,%rbp                                # payload: zeroes what was not copied; the error
	lea 0x4(%rdi,%rbp,1),%rdi                    # payload: zeroes what was not copied; the error
	xor %eax,%eax                                # payload: zeroes what was not copied; the error
	rep stos %al,%es:(%rdi)                      # payload: zeroes what was not copied; the error
	mov $0xfffffff2,%eax                         # payload: zeroes what was not copied; the error
	add $0x8,%rsp                                # frame: saves or restores a callee-saved register, or moves the stack
	.cfi_def_cfa_offset 24
	pop %rbx                                     # frame: saves or restores a callee-saved register, or moves the stack
	.cfi_def_cfa_offset 16
	pop %rbp                                     # frame: saves or restores a callee-saved register, or moves the stack
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: calls or returns
.Lcopy_request_by_words_10:
	.cfi_def_cfa_offset 32
	mov %rbp,%rcx                                # payload: copies by words, then by bytes
	jmp .Lcopy_request_by_words_11               # payload: copies by words, then by bytes
	.cfi_endproc
	.size copy_request_by_words, .-copy_request_by_words
