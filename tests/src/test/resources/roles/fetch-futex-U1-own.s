# fetch_futex under U1 by our compiler
	.text
	.p2align 4
	.globl fetch_futex
	.type fetch_futex, @function
fetch_futex:
	.cfi_startproc
	push %rbx                                    # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	mov %rdi,%rbx                                # register traffic: the address outlives the call of _cond_resched
	call _cond_resched                           # call linkage: calls _cond_resched
	mov %gs:kernel_stack,%rax                    # uaccess: kernel_stack is loaded for addr_limit alone
	mov -0x1fb8(%rax),%rax                       # uaccess: addr_limit
	cmp $0x4,%rax                                # uaccess: is the limit below the size?
	jb .Lfetch_futex_4                           # uaccess: is the limit below the size?
	sub $0x4,%rax                                # uaccess: is the address above limit - 4?
	cmp %rax,%rbx                                # uaccess: is the address above limit - 4?
	ja .Lfetch_futex_5                           # uaccess: is the address above limit - 4?
	stac                                         # uaccess: opens user memory
	xor %eax,%eax                                # payload: no error so far
.Lnum1_1:
	mov (%rbx),%edx                              # uaccess: the access
.Lnum2_1:
	.section	.fixup,"ax",@progbits
.Lnum3_1:
	mov	$0xfffffff2,%eax
	xor	%edx,%edx
	jmp	.Lnum2_1
	.section	__ex_table,"a",@progbits
	.p2align	2
	.long	.Lnum1_1-.
	.long	.Lnum3_1-.
	.text
	clac                                         # uaccess: closes user memory
	test %eax,%eax                               # payload: was there an error?
	jne .Lfetch_futex_6                          # payload: was there an error?
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	mov %edx,%eax                                # payload: the value
	ret                                          # call linkage: returns
.Lfetch_futex_4:
	.cfi_def_cfa_offset 16
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	mov $0xfffffffffffffff2,%rax                 # payload: the error
	ret                                          # call linkage: returns
.Lfetch_futex_5:
	.cfi_def_cfa_offset 16
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	mov $0xfffffffffffffff2,%rax                 # payload: the error
	ret                                          # call linkage: returns
.Lfetch_futex_6:
	.cfi_def_cfa_offset 16
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	mov $0xfffffffffffffff2,%rax                 # payload: the error
	ret                                          # call linkage: returns
	.cfi_endproc
	.size fetch_futex, .-fetch_futex
