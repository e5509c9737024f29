# net_get under V1 by our compiler
	.text
	.p2align 4
	.globl net_get
	.type net_get, @function
net_get:
	.cfi_startproc
	push %rbx                                    # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	mov %rsp,%rax                                # thread_info: thread_info by the mask
	and $0xffffffffffffe000,%rax                 # thread_info: thread_info by the mask
	addl $0x1,0x1c(%rax)                         # preempt count: the region begins
	mov 0x8(%rdi),%rbx                           # payload: increments unless zero
	mov (%rbx),%eax                              # payload: increments unless zero
.Lnet_get_4:
	test %eax,%eax                               # payload: increments unless zero
	je .Lnet_get_2                               # payload: increments unless zero
	lea 0x1(%rax),%edx                           # payload: increments unless zero
	lock cmpxchg %edx,(%rbx)                     # payload: increments unless zero
	jne .Lnet_get_4                              # payload: increments unless zero
	jmp .Lnet_get_3                              # payload: increments unless zero
.Lnet_get_2:
	xor %ebx,%ebx                                # payload: increments unless zero
.Lnet_get_3:
	mov %rsp,%rax                                # thread_info: thread_info by the mask, for count and flag
	and $0xffffffffffffe000,%rax                 # thread_info: thread_info by the mask, for count and flag
	subl $0x1,0x1c(%rax)                         # preempt count: the region ends
	mov 0x10(%rax),%eax                          # resched test: the flag, its bit, and the jump on it
	test $0x8,%eax                               # resched test: the flag, its bit, and the jump on it
	jne .Lnet_get_5                              # resched test: the flag, its bit, and the jump on it
	mov %rbx,%rax                                # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lnet_get_5:
	.cfi_def_cfa_offset 16
	call preempt_schedule                        # call linkage: calls the scheduler
	mov %rbx,%rax                                # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size net_get, .-net_get
