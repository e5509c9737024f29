# first_waiter under CA by gcc 12.2
	.text
	.p2align 4
	.globl first_waiter
	.type first_waiter, @function
first_waiter:
	.cfi_startproc
	pushq %rbx                                   # frame: saves rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	movq %gs:current_task,%rax                   # thread_info: the task serves the word of the count alone
	movl 96(%rax), %edx                          # preempt count: the region begins
	addl $1, %edx                                # preempt count: the region begins
	movl %edx, 96(%rax)                          # preempt count: the region begins
	movq (%rdi), %rbx                            # payload: the first entry, or NULL
	xorl %edx, %edx                              # payload: the first entry, or NULL
	cmpq %rbx, %rdi                              # payload: the first entry, or NULL
	cmove %rdx, %rbx                             # payload: the first entry, or NULL
	movq 96(%rax), %rdx                          # preempt count: the word is loaded, and its half stored one less
	subq $1, %rdx                                # preempt count: the word is loaded, and its half stored one less
	movl %edx, 96(%rax)                          # preempt count: the word is loaded, and its half stored one less
	je .L3                                       # resched test: jumps on the decrement
	movq 96(%rax), %rax                          # resched test: the word again, and the jump on it
	testq %rax, %rax                             # resched test: the word again, and the jump on it
	jne .L1                                      # resched test: the word again, and the jump on it
.L3:
	call preempt_schedule                        # call linkage: calls the scheduler
.L1:
	movq %rbx, %rax                              # register traffic: the entry lives in rbx because of the call
	popq %rbx                                    # frame: restores rbx
	.cfi_restore 3
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size first_waiter, .-first_waiter
