# first_waiter under CA by our compiler
	.text
	.p2align 4
	.globl first_waiter
	.type first_waiter, @function
first_waiter:
	.cfi_startproc
	push %rbx                                    # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	mov %gs:current_task,%rax                    # thread_info: the task serves the word of the count alone
	mov 0x60(%rax),%edx                          # preempt count: the region begins
	add $0x1,%edx                                # preempt count: the region begins
	mov %edx,0x60(%rax)                          # preempt count: the region begins
	mov (%rdi),%rbx                              # payload: the first entry, or NULL
	xor %edx,%edx                                # payload: the first entry, or NULL
	cmp %rdi,%rbx                                # payload: the first entry, or NULL
	cmove %rdx,%rbx                              # payload: the first entry, or NULL
	mov 0x60(%rax),%rdx                          # preempt count: the word is loaded, and its half stored one less
	sub $0x1,%rdx                                # preempt count: the word is loaded, and its half stored one less
	mov %edx,0x60(%rax)                          # preempt count: the word is loaded, and its half stored one less
	je .Lfirst_waiter_2                          # resched test: jumps on the decrement
	mov 0x60(%rax),%rax                          # resched test: the word again, and the jump on it
	test %rax,%rax                               # resched test: the word again, and the jump on it
	je .Lfirst_waiter_2                          # resched test: the word again, and the jump on it
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
