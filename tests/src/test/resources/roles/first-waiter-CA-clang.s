# first_waiter under CA by clang 14.0
	.text
	.p2align 4
	.globl first_waiter
	.type first_waiter, @function
first_waiter:
	pushq %r14                                   # frame: saves a callee-saved register
	pushq %rbx                                   # frame: saves a callee-saved register
	pushq %rax                                   # frame: aligns the stack for the call
	movq %gs:current_task, %rax                  # thread_info: the task serves the word of the count alone
	addl $1, 96(%rax)                            # preempt count: the region begins
	movq %rdi, %rbx                              # register traffic: the head outlives the call
	movq (%rdi), %r14                            # payload: the first entry
	movq 96(%rax), %rcx                          # preempt count: the word is loaded, and its half stored one less
	addq $-1, %rcx                               # preempt count: the word is loaded, and its half stored one less
	movl %ecx, 96(%rax)                          # preempt count: the word is loaded, and its half stored one less
	je .LBB0_2                                   # resched test: jumps on the decrement
	cmpq $0, 96(%rax)                            # resched test: the word again, and the jump on it
	je .LBB0_2                                   # resched test: the word again, and the jump on it
.LBB0_3:
	xorl %eax, %eax                              # payload: NULL for an empty list
	cmpq %rbx, %r14                              # payload: NULL for an empty list
	cmovneq %r14, %rax                           # payload: NULL for an empty list
	addq $8, %rsp                                # frame: gives the stack back
	popq %rbx                                    # frame: restores a callee-saved register
	popq %r14                                    # frame: restores a callee-saved register
	retq                                         # call linkage: returns
.LBB0_2:
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_3                                  # resched test: the way back from it
	.size first_waiter, .-first_waiter
