# busiest_queue under V1b by clang 14.0
	.text
	.p2align 4
	.globl busiest_queue
	.type busiest_queue, @function
busiest_queue:
	pushq %rbp                                   # frame: saves a callee-saved register
	pushq %r15                                   # frame: saves a callee-saved register
	pushq %r14                                   # frame: saves a callee-saved register
	pushq %r13                                   # frame: saves a callee-saved register
	pushq %r12                                   # frame: saves a callee-saved register
	pushq %rbx                                   # frame: saves a callee-saved register
	pushq %rax                                   # frame: makes room for the spill of rdx
	testl %esi, %esi                             # payload: no queue at all?
	jle .LBB0_1                                  # payload: no queue at all?
	movq %rdi, %rbx                              # register traffic: the queues outlive the call in the loop
	movq %gs:kernel_stack, %rbp                  # thread_info: kernel_stack serves the addresses of count and flag alone
	movl %esi, %r13d                             # register traffic: the number of queues outlives the call
	movl $-1, %r15d                              # payload: index and best so far begin
	xorl %r14d, %r14d                            # payload: index and best so far begin
	xorl %r12d, %r12d                            # payload: index and best so far begin
	.p2align	4, 0x90
.LBB0_3:
	addl $1, -8124(%rbp)                         # preempt count: a region begins
	movq (%rbx), %rax                            # payload: looks at one queue
	testq %rax, %rax                             # payload: looks at one queue
	je .LBB0_5                                   # payload: looks at one queue
	movl (%rax), %eax                            # payload: looks at one queue
	cmpl %r12d, %eax                             # payload: looks at one queue
	cmoval %r14d, %r15d                          # payload: looks at one queue
	cmoval %eax, %r12d                           # payload: looks at one queue
.LBB0_5:
	addl $-1, -8124(%rbp)                        # preempt count: the region ends
	testl $8, -8136(%rbp)                        # resched test: the flag
	jne .LBB0_6                                  # resched test: jumps on the flag
.LBB0_7:
	addq $1, %r14                                # payload: the next queue
	addq $16, %rbx                               # payload: the next queue
	cmpq %r14, %r13                              # payload: the next queue
	jne .LBB0_3                                  # payload: the next queue
	jmp .LBB0_8                                  # payload: the next queue
.LBB0_6:
	movq %rdx, (%rsp)                            # spill: rdx goes to the frame for the call
	callq preempt_schedule                       # call linkage: calls the scheduler
	movq (%rsp), %rdx                            # spill: rdx comes back
	jmp .LBB0_7                                  # resched test: the way back from the scheduler
.LBB0_1:
	xorl %r12d, %r12d                            # payload: stores the depth
	movl $-1, %r15d                              # payload: stores the depth
.LBB0_8:
	movl %r12d, (%rdx)                           # payload: stores the depth
	movl %r15d, %eax                             # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	addq $8, %rsp                                # frame: gives the room back
	popq %rbx                                    # frame: restores a callee-saved register
	popq %r12                                    # frame: restores a callee-saved register
	popq %r13                                    # frame: restores a callee-saved register
	popq %r14                                    # frame: restores a callee-saved register
	popq %r15                                    # frame: restores a callee-saved register
	popq %rbp                                    # frame: restores a callee-saved register
	retq                                         # call linkage: returns
	.size busiest_queue, .-busiest_queue
