# fetch_futex under U3 by our compiler
	.text
	.p2align 4
	.globl fetch_futex
	.type fetch_futex, @function
fetch_futex:
	.cfi_startproc
	sub $0x8,%rsp                                # frame: aligns the stack for the call
	.cfi_def_cfa_offset 16
	mov %gs:kernel_stack,%rax                    # thread_info: kernel_stack serves flag and count
	mov -0x1fc8(%rax),%edx                       # resched test: the flag, its bit, and the jump on it
	test $0x8,%edx                               # resched test: the flag, its bit, and the jump on it
	jne .Lfetch_futex_4                          # resched test: the flag, its bit, and the jump on it
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 8
.Lfetch_futex_7:
	mov %gs:kernel_stack,%rax                    # uaccess: kernel_stack is loaded again, for addr_limit alone
	mov -0x1fb8(%rax),%rax                       # uaccess: addr_limit
	cmp $0x4,%rax                                # uaccess: compares the address with the limit
	jb .Lfetch_futex_5                           # uaccess: compares the address with the limit
	sub $0x4,%rax                                # uaccess: compares the address with the limit
	cmp %rax,%rdi                                # uaccess: compares the address with the limit
	ja .Lfetch_futex_5                           # uaccess: compares the address with the limit
	stac                                         # uaccess: opens user memory
	xor %eax,%eax                                # payload: no error so far
.Lnum1_1:
	mov (%rdi),%edx                              # uaccess: the access
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
	test %eax,%eax                               # payload: value or error
	jne .Lfetch_futex_5                          # payload: value or error
	mov %edx,%eax                                # payload: value or error
	ret                                          # call linkage: returns
.Lfetch_futex_5:
	mov $0xfffffffffffffff2,%rax                 # payload: the error
	ret                                          # call linkage: returns
.Lfetch_futex_4:
	.cfi_def_cfa_offset 16
	mov -0x1fbc(%rax),%eax                       # resched test: PREEMPT_ACTIVE in the count, and the jump on it
	test $0x10000000,%eax                        # resched test: PREEMPT_ACTIVE in the count, and the jump on it
	je .Lfetch_futex_6                           # resched test: PREEMPT_ACTIVE in the count, and the jump on it
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 8
	jmp .Lfetch_futex_7                          # resched test: the way back from the test
.Lfetch_futex_6:
	.cfi_def_cfa_offset 16
	mov %rdi,(%rsp)                              # spill: the address goes to the frame for the call
	call __cond_resched                          # call linkage: calls __cond_resched
	mov (%rsp),%rdi                              # spill: the address comes back
	add $0x8,%rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 8
	jmp .Lfetch_futex_7                          # resched test: the way back from the call
	.cfi_endproc
	.size fetch_futex, .-fetch_futex
