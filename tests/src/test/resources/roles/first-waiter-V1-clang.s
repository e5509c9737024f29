# first_waiter under V1 by clang 14.0
	.text
	.p2align 4
	.globl first_waiter
	.type first_waiter, @function
first_waiter:
	pushq %r14                                   # frame: saves a callee-saved register
	pushq %rbx                                   # frame: saves a callee-saved register
	pushq %rax                                   # frame: aligns the stack for the call
	movq %rsp, %rax                              # thread_info: thread_info by the mask, for the count alone
	andq $-8192, %rax                            # thread_info: thread_info by the mask, for the count alone
	addl $1, 28(%rax)                            # preempt count: the region begins
	movq %rdi, %r14                              # register traffic: the head outlives the call
	movq %rsp, %rax                              # thread_info: rsp is copied for two addresses in thread_info
	movq %rsp, %rcx                              # thread_info: rsp is copied for two addresses in thread_info
	movq (%rdi), %rbx                            # payload: the first entry
	andq $-8192, %rax                            # thread_info: the mask, for the count
	addl $-1, 28(%rax)                           # preempt count: the region ends
	andq $-8192, %rcx                            # thread_info: the mask, for the flag
	testl $8, 16(%rcx)                           # resched test: the flag
	jne .LBB0_1                                  # resched test: jumps on the flag
.LBB0_2:
	xorl %eax, %eax                              # payload: NULL for an empty list
	cmpq %r14, %rbx                              # payload: NULL for an empty list
	cmovneq %rbx, %rax                           # payload: NULL for an empty list
	addq $8, %rsp                                # frame: gives the stack back
	popq %rbx                                    # frame: restores a callee-saved register
	popq %r14                                    # frame: restores a callee-saved register
	retq                                         # call linkage: returns
.LBB0_1:
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_2                                  # resched test: the way back from the scheduler
	.size first_waiter, .-first_waiter
