# first_waiter under V1 by our compiler
	.text
	.p2align 4
	.globl first_waiter
	.type first_waiter, @function
first_waiter:
	.cfi_startproc
	push %rbx                                    # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	mov %rsp,%rax                                # thread_info: thread_info by the mask, for count and flag
	and $0xffffffffffffe000,%rax                 # thread_info: thread_info by the mask, for count and flag
	addl $0x1,0x1c(%rax)                         # preempt count: the region begins
	mov (%rdi),%rbx                              # payload: the first entry, NULL for an empty list
	xor %edx,%edx                                # payload: the first entry, NULL for an empty list
	cmp %rdi,%rbx                                # payload: the first entry, NULL for an empty list
	cmove %rdx,%rbx                              # payload: the first entry, NULL for an empty list
	subl $0x1,0x1c(%rax)                         # preempt count: the region ends
	mov 0x10(%rax),%eax                          # resched test: the flag and its bit
	test $0x8,%eax                               # resched test: the flag and its bit
	jne .Lfirst_waiter_2                         # resched test: jumps on the bit
	mov %rbx,%rax                                # register traffic: the entry lives in rbx because of the call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.Lfirst_waiter_2:
	.cfi_def_cfa_offset 16
	call preempt_schedule                        # call linkage: calls the scheduler
	mov %rbx,%rax                                # register traffic: the entry lives in rbx because of the call
	pop %rbx                                     # frame: restores rbx
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size first_waiter, .-first_waiter
